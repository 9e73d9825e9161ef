import type { QueryContext } from "@plinth/kernel";
import { and, desc, eq } from "drizzle-orm";
import { findProject } from "../projects/find-project.ts";
import { importRules } from "./rules.ts";
import { type Import, imports } from "./table.ts";

const MOST = 100;

/** The latest imports into a project, the newest first. */
export async function listImports(ctx: QueryContext, projectId: string): Promise<Import[]> {
  const project = await findProject(ctx, projectId);
  const newest = [desc(imports.startedAt), desc(imports.id)];
  return ctx.db
    .select()
    .from(imports)
    .where(and(eq(imports.projectId, project.id), importRules.visible(ctx.db, ctx.actor)))
    .orderBy(...newest)
    .limit(MOST);
}
