import { type SQL, sql } from "drizzle-orm";
import { tasks } from "../tasks/table.ts";
import { isClosed } from "./categories.ts";
import type { Status } from "./table.ts";

/** When a task that is put into `status` was closed: earlier, now, or not at all. */
export function closedAtIn(status: Status, { closedAt }: { closedAt: Date | null }, now: Date): Date | null {
  return isClosed(status.category) ? (closedAt ?? now) : null;
}

/** The same for an update of many tasks. */
export function closedAtOfAllIn(status: Status, now: Date): SQL | null {
  return isClosed(status.category) ? sql`coalesce(${tasks.closedAt}, ${sql.param(now, tasks.closedAt)})` : null;
}
