import type { QueryContext, Seen } from "@plinth/kernel";
import { and, eq, getTableColumns } from "drizzle-orm";
import type { z } from "zod";
import type { Role } from "../members/roles.ts";
import { assertActive } from "./assert-active.ts";
import type { ProjectKey } from "./inputs.ts";
import { projectRules } from "./rules.ts";
import { type Project, projects } from "./table.ts";

export type SeenProject = Seen<Project, Role>;

const projectById = projectRules.finder("projectById", { id: projects.id }, (db, $) =>
  db
    .select({ ...getTableColumns(projects), role: $.role })
    .from(projects)
    .where(eq(projects.id, $.id)),
);

const projectByKey = projectRules.finder(
  "projectByKey",
  { workspaceId: projects.workspaceId, key: projects.key },
  (db, $) =>
    db
      .select({ ...getTableColumns(projects), role: $.role })
      .from(projects)
      .where(and(eq(projects.workspaceId, $.workspaceId), eq(projects.key, $.key))),
);

/** A project of a workspace the caller belongs to, with their role. @throws Failure NOT_FOUND */
export function findProject(ctx: QueryContext, id: string): Promise<SeenProject> {
  return projectById(ctx, { id });
}

/** The same, by the key that names its tasks: `APO`. */
export function findProjectByKey(ctx: QueryContext, named: z.output<typeof ProjectKey>): Promise<SeenProject> {
  return projectByKey(ctx, named);
}

/** As `findProject`, for work in it. @throws Failure CONFLICT when it is archived. */
export async function findActiveProject(ctx: QueryContext, id: string): Promise<SeenProject> {
  const project = await findProject(ctx, id);
  assertActive(project.archivedAt);
  return project;
}
