import type { QueryContext, Seen } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { labelRules } from "./rules.ts";
import { type Label, labels } from "./table.ts";

/** A label with what its project says about it. */
export type SeenLabel = Seen<Label, Role> & { readonly workspaceId: string; readonly projectArchivedAt: Date | null };

const labelById = labelRules.finder("labelById", { id: labels.id }, (db, $) =>
  db
    .select({
      ...getTableColumns(labels),
      role: $.role,
      workspaceId: projects.workspaceId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(labels)
    .innerJoin(projects, eq(projects.id, labels.projectId))
    .where(eq(labels.id, $.id)),
);

/** A label the caller may see, to change it. @throws Failure NOT_FOUND; CONFLICT when its project is archived */
export async function findActiveLabel(ctx: QueryContext, id: string): Promise<SeenLabel> {
  const label = await labelById(ctx, { id });
  assertActive(label.projectArchivedAt);
  return label;
}
