import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { generateKeyBetween } from "fractional-indexing";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findActiveProject } from "../projects/find-project.ts";
import { projectRules } from "../projects/rules.ts";
import type { NewStatus } from "./inputs.ts";
import { statusesOf } from "./list-statuses.ts";
import { assertNameIsFree } from "./status-names.ts";
import { type Status, statuses } from "./table.ts";

/** Adds a status behind the others. */
export async function createStatus(ctx: MutationContext, input: z.output<typeof NewStatus>): Promise<Status> {
  const project = await findActiveProject(ctx, input.projectId);
  const db = projectRules.allow(ctx, project, "createStatus");
  await assertNameIsFree(ctx, input.projectId, input.name);
  const last = (await statusesOf(db, input.projectId)).at(-1);
  const rank = generateKeyBetween(last?.rank, null);
  const status = await one(
    db
      .insert(statuses)
      .values({ ...input, rank })
      .returning(),
  );
  await record(ctx, "status.created", { ...status, workspaceId: project.workspaceId }, { name: status.name });
  return status;
}
