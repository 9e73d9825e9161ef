import { prepared } from "@plinth/database";
import { notFound, type QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { type Label, labels } from "./table.ts";

/** A label with the workspace its project is in. */
export type SeenLabel = Seen<Label> & { readonly workspaceId: string };

const labelSeenBy = prepared("labelSeenBy", { id: labels.id, userId: members.userId }, (db, $) =>
  db
    .select({
      label: labels,
      role: members.role,
      workspaceId: projects.workspaceId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(labels)
    .innerJoin(projects, eq(projects.id, labels.projectId))
    .innerJoin(members, membership($.userId, projects.workspaceId))
    .where(eq(labels.id, $.id)),
);

/** A label the caller may see, to change it. @throws Failure NOT_FOUND; CONFLICT when its project is archived */
export async function findActiveLabel({ db, actor }: QueryContext, id: string): Promise<SeenLabel> {
  const row = await labelSeenBy.first(db, { id, userId: actor.userId });
  if (!row) throw notFound("label");
  const { label, projectArchivedAt, ...rest } = row;
  assertActive(projectArchivedAt);
  return { ...label, ...rest };
}
