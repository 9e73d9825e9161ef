import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { changedFields } from "../../changed-fields.ts";
import { record } from "../../record.ts";
import { requireRole } from "../members/rules.ts";
import { tasks } from "../tasks/table.ts";
import { isClosed } from "./categories.ts";
import { findActiveStatus } from "./find-status.ts";
import type { StatusChange } from "./inputs.ts";
import { assertNameIsFree } from "./status-names.ts";
import { type Status, statuses } from "./table.ts";

/** Renames a status or changes what it means; its tasks are closed or open accordingly. */
export async function updateStatus(
  ctx: MutationContext,
  { id, ...wanted }: z.output<typeof StatusChange>,
): Promise<Status> {
  const status = await findActiveStatus(ctx, id);
  requireRole(status, "admin", "change the statuses of a project");
  const { fields, values } = changedFields(status, wanted);
  if (fields.length === 0) return status;
  if (values.name) await assertNameIsFree(ctx, status.projectId, values.name);
  const changed = await one(ctx.db.update(statuses).set(values).where(eq(statuses.id, id)).returning());
  await closeOrReopenTasks(ctx, changed);
  const { workspaceId } = status;
  await record(ctx, "status.changed", { ...changed, workspaceId }, { fields, name: changed.name });
  return changed;
}

async function closeOrReopenTasks({ db, now }: MutationContext, { id, category }: Status): Promise<void> {
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
