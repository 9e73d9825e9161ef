import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findActiveProject } from "../projects/find-project.ts";
import { projectRules } from "../projects/rules.ts";
import type { NewImport } from "./inputs.ts";
import { type Import, imports } from "./table.ts";

/** Opens an import into a project; rows follow in batches. */
export async function startImport(
  ctx: MutationContext,
  { projectId, source }: z.output<typeof NewImport>,
): Promise<Import> {
  const project = await findActiveProject(ctx, projectId);
  const db = projectRules.allow(ctx, project, "import");
  const none = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  const values = { projectId, source, startedBy: ctx.actor.userId, startedAt: ctx.now, ...none };
  const run = await one(db.insert(imports).values(values).returning());
  await record(ctx, "import.started", { ...run, workspaceId: project.workspaceId }, { source });
  return run;
}
