import type { QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { findProject } from "../projects/find-project.ts";
import { type Label, labels } from "./table.ts";

const alphabetical = new Intl.Collator("en", { numeric: true }).compare;

/** All labels of a project by name. */
export async function listLabels(ctx: QueryContext, projectId: string): Promise<Label[]> {
  await findProject(ctx, projectId);
  const rows = await ctx.db.select().from(labels).where(eq(labels.projectId, projectId));
  return rows.sort((a, b) => alphabetical(a.name, b.name) || (a.id < b.id ? -1 : 1));
}
