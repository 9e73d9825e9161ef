import { one } from "@plinth/database";
import { changedFields, type MutationContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findActiveProject } from "./find-project.ts";
import type { ProjectChange } from "./inputs.ts";
import { projectRules } from "./rules.ts";
import { type Project, projects } from "./table.ts";

/** Renames or describes a project. Its key stays: tasks are known by it. */
export async function updateProject(
  ctx: MutationContext,
  { id, ...wanted }: z.output<typeof ProjectChange>,
): Promise<Project> {
  const project = await findActiveProject(ctx, id);
  const db = projectRules.allow(ctx, project, "update");
  const { fields, values } = changedFields(project, wanted);
  if (fields.length === 0) return project;
  const active = and(eq(projects.id, id), isNull(projects.archivedAt));
  const changed = await one(db.update(projects).set(values).where(active).returning());
  await record(ctx, "project.changed", changed, { fields });
  return changed;
}
