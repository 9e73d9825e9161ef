import { ascending, prepared, type Read } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { findProject } from "../projects/find-project.ts";
import { type Status, statuses } from "./table.ts";

const statusesByRank = prepared("statusesByRank", { projectId: statuses.projectId }, (db, $) =>
  db.select().from(statuses).where(eq(statuses.projectId, $.projectId)).orderBy(ascending(statuses.rank)),
);

/** The statuses of a project, in the order of its board. */
export async function listStatuses(ctx: QueryContext, projectId: string): Promise<Status[]> {
  await findProject(ctx, projectId);
  return statusesOf(ctx.db, projectId);
}

/** The same for a caller who has already found the project. */
export function statusesOf(db: Read, projectId: string): Promise<Status[]> {
  return statusesByRank.all(db, { projectId });
}
