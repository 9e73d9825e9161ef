import { prepared } from "@plinth/database";
import { notFound, type QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { assertActive } from "./assert-active.ts";
import type { ProjectKey } from "./inputs.ts";
import { type Project, projects } from "./table.ts";

const projectSeenBy = prepared("projectSeenBy", { id: projects.id, userId: members.userId }, (db, $) =>
  db
    .select({ project: projects, role: members.role })
    .from(projects)
    .innerJoin(members, membership($.userId, projects.workspaceId))
    .where(eq(projects.id, $.id)),
);

const projectByKeySeenBy = prepared(
  "projectByKeySeenBy",
  { workspaceId: projects.workspaceId, key: projects.key, userId: members.userId },
  (db, $) =>
    db
      .select({ project: projects, role: members.role })
      .from(projects)
      .innerJoin(members, membership($.userId, projects.workspaceId))
      .where(and(eq(projects.workspaceId, $.workspaceId), eq(projects.key, $.key))),
);

/** A project of a workspace the caller belongs to, with their role. @throws Failure NOT_FOUND */
export async function findProject({ db, actor }: QueryContext, id: string): Promise<Seen<Project>> {
  const row = await projectSeenBy.first(db, { id, userId: actor.userId });
  if (!row) throw notFound("project");
  return { ...row.project, role: row.role };
}

/** The same, by the key that names its tasks: `APO`. */
export async function findProjectByKey(
  { db, actor }: QueryContext,
  { workspaceId, key }: z.output<typeof ProjectKey>,
): Promise<Seen<Project>> {
  const row = await projectByKeySeenBy.first(db, { workspaceId, key, userId: actor.userId });
  if (!row) throw notFound("project");
  return { ...row.project, role: row.role };
}

/** As `findProject`, for work in it. @throws Failure CONFLICT when it is archived. */
export async function findActiveProject(ctx: QueryContext, id: string): Promise<Seen<Project>> {
  const project = await findProject(ctx, id);
  assertActive(project.archivedAt);
  return project;
}
