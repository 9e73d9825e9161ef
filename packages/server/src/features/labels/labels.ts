import { first, one } from "@plinth/database";
import { changedFields, conflict, type MutationContext, type QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findActiveProject, findProject } from "../projects/find-project.ts";
import { projectRules } from "../projects/rules.ts";
import { findActiveLabel } from "./find-label.ts";
import type { LabelChange, NewLabel } from "./inputs.ts";
import { labelRules } from "./rules.ts";
import { type Label, labels } from "./table.ts";

const alphabetical = new Intl.Collator("en", { numeric: true }).compare;

/** The labels of a project by name. */
export async function listLabels(ctx: QueryContext, projectId: string): Promise<Label[]> {
  await findProject(ctx, projectId);
  const rows = await ctx.db.select().from(labels).where(eq(labels.projectId, projectId));
  return rows.sort((a, b) => alphabetical(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

/** @throws Failure CONFLICT when the project has a label with this name */
export async function createLabel(ctx: MutationContext, input: z.output<typeof NewLabel>): Promise<Label> {
  const project = await findActiveProject(ctx, input.projectId);
  const db = projectRules.allow(ctx, project, "createLabel");
  await assertNameIsFree(ctx, input.projectId, input.name);
  const label = await one(db.insert(labels).values(input).returning());
  await record(ctx, "label.created", { ...label, workspaceId: project.workspaceId }, { name: label.name });
  return label;
}

export async function updateLabel(
  ctx: MutationContext,
  { id, ...wanted }: z.output<typeof LabelChange>,
): Promise<Label> {
  const label = await findActiveLabel(ctx, id);
  const db = labelRules.allow(ctx, label, "update");
  const { fields, values } = changedFields(label, wanted);
  if (fields.length === 0) return label;
  if (values.name) await assertNameIsFree(ctx, label.projectId, values.name);
  const changed = await one(db.update(labels).set(values).where(eq(labels.id, id)).returning());
  const { workspaceId } = label;
  await record(ctx, "label.changed", { ...changed, workspaceId }, { fields, name: changed.name });
  return changed;
}

/** Removes a label, from all tasks that have it too. */
export async function deleteLabel(ctx: MutationContext, id: string): Promise<void> {
  const label = await findActiveLabel(ctx, id);
  const db = labelRules.allow(ctx, label, "delete");
  await one(db.delete(labels).where(eq(labels.id, id)).returning({ id: labels.id }));
  await record(ctx, "label.deleted", label, { name: label.name });
}

async function assertNameIsFree({ db }: MutationContext, projectId: string, name: string): Promise<void> {
  const sameName = and(eq(labels.projectId, projectId), eq(labels.name, name));
  const taken = await first(db.select({ id: labels.id }).from(labels).where(sameName));
  if (taken) throw conflict(`The project already has a label named “${name}”.`);
}
