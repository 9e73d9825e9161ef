import { one } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { record } from "../../record.ts";
import { findProject } from "./find-project.ts";
import { projectRules } from "./rules.ts";
import { type Project, projects } from "./table.ts";

/** Closes a project: it can be read, and nothing in it can change. */
export async function archiveProject(ctx: MutationContext, id: string): Promise<Project> {
  const project = await findProject(ctx, id);
  const db = projectRules.allow(ctx, project, "archive");
  if (project.archivedAt) throw conflict("The project is already archived.");
  const active = and(eq(projects.id, id), isNull(projects.archivedAt));
  const archived = await one(db.update(projects).set({ archivedAt: ctx.now }).where(active).returning());
  await record(ctx, "project.archived", archived);
  return archived;
}

/** Takes a project out of the archive. */
export async function restoreProject(ctx: MutationContext, id: string): Promise<Project> {
  const project = await findProject(ctx, id);
  const db = projectRules.allow(ctx, project, "restore");
  if (!project.archivedAt) throw conflict("The project is not archived.");
  const inArchive = and(eq(projects.id, id), isNotNull(projects.archivedAt));
  const restored = await one(db.update(projects).set({ archivedAt: null }).where(inArchive).returning());
  await record(ctx, "project.restored", restored);
  return restored;
}
