import { prepared } from "@plinth/database";
import { notFound, type QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { type Status, statuses } from "./table.ts";

/** A status with the workspace its project is in. */
export type SeenStatus = Seen<Status> & { readonly workspaceId: string };

const statusSeenBy = prepared("statusSeenBy", { id: statuses.id, userId: members.userId }, (db, $) =>
  db
    .select({
      status: statuses,
      role: members.role,
      workspaceId: projects.workspaceId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(statuses)
    .innerJoin(projects, eq(projects.id, statuses.projectId))
    .innerJoin(members, membership($.userId, projects.workspaceId))
    .where(eq(statuses.id, $.id)),
);

/** A status the caller may see, to change it. @throws Failure NOT_FOUND; CONFLICT when its project is archived */
export async function findActiveStatus({ db, actor }: QueryContext, id: string): Promise<SeenStatus> {
  const row = await statusSeenBy.first(db, { id, userId: actor.userId });
  if (!row) throw notFound("status");
  const { status, projectArchivedAt, ...rest } = row;
  assertActive(projectArchivedAt);
  return { ...status, ...rest };
}
