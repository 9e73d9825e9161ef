import type { QueryContext, Seen } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { statusRules } from "./rules.ts";
import { type Status, statuses } from "./table.ts";

/** A status with what its project says about it. */
export type SeenStatus = Seen<Status, Role> & { readonly workspaceId: string; readonly projectArchivedAt: Date | null };

const statusById = statusRules.finder("statusById", { id: statuses.id }, (db, $) =>
  db
    .select({
      ...getTableColumns(statuses),
      role: $.role,
      workspaceId: projects.workspaceId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(statuses)
    .innerJoin(projects, eq(projects.id, statuses.projectId))
    .where(eq(statuses.id, $.id)),
);

/** A status the caller may see, to change it. @throws Failure NOT_FOUND; CONFLICT when its project is archived */
export async function findActiveStatus(ctx: QueryContext, id: string): Promise<SeenStatus> {
  const status = await statusById(ctx, { id });
  assertActive(status.projectArchivedAt);
  return status;
}
