import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { requireRole } from "../members/rules.ts";
import { findActiveProject } from "../projects/find-project.ts";
import type { NewImport } from "./inputs.ts";
import { type Import, imports } from "./table.ts";

/** Opens an import into a project; rows follow in batches. */
export async function startImport(
  ctx: MutationContext,
  { projectId, source }: z.output<typeof NewImport>,
): Promise<Import> {
  const { workspaceId, role } = await findActiveProject(ctx, projectId);
  requireRole({ role }, "member", "import tasks");
  const none = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const values = { projectId, source, startedBy: ctx.actor.userId, startedAt: ctx.now, ...none };
  const run = await one(ctx.db.insert(imports).values(values).returning());
  await record(ctx, "import.started", { ...run, workspaceId }, { source });
  return run;
}
