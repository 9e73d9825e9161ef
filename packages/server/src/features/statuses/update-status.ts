import { one, type Write } from "@plinth/database";
import { changedFields, type MutationContext } from "@plinth/kernel";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { tasks } from "../tasks/table.ts";
import { isClosed } from "./categories.ts";
import { findActiveStatus } from "./find-status.ts";
import type { StatusChange } from "./inputs.ts";
import { statusRules } from "./rules.ts";
import { assertNameIsFree } from "./status-names.ts";
import { type Status, statuses } from "./table.ts";

/** Renames a status or changes what it means; its tasks are closed or open accordingly. */
export async function updateStatus(
  ctx: MutationContext,
  { id, ...wanted }: z.output<typeof StatusChange>,
): Promise<Status> {
  const status = await findActiveStatus(ctx, id);
  const db = statusRules.allow(ctx, status, "update");
  const { fields, values } = changedFields(status, wanted);
  if (fields.length === 0) return status;
  if (values.name) await assertNameIsFree(ctx, status.projectId, values.name);
  const changed = await one(db.update(statuses).set(values).where(eq(statuses.id, id)).returning());
  await closeOrReopenTasks(db, changed, ctx.now);
  const { workspaceId } = status;
  await record(ctx, "status.changed", { ...changed, workspaceId }, { fields, name: changed.name });
  return changed;
}

async function closeOrReopenTasks(db: Write, { id, category }: Status, now: Date): Promise<void> {
  const inStatus = eq(tasks.statusId, id);
  if (isClosed(category)) {
    await db
      .update(tasks)
      .set({ closedAt: now })
      .where(and(inStatus, isNull(tasks.closedAt)));
  } else {
    await db
      .update(tasks)
      .set({ closedAt: null })
      .where(and(inStatus, isNotNull(tasks.closedAt)));
  }
}
