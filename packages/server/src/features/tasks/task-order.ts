import { ascending, descending } from "@plinth/database";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { taskSorts } from "./inputs.ts";
import { tasks } from "./table.ts";

export type TaskSort = (typeof taskSorts)[number];

/** How a list is ordered: by a column, and by id among equals, so that every task has exactly one place. */
export interface TaskOrder {
  key: typeof tasks.createdAt | typeof tasks.updatedAt | typeof tasks.rank;
  by: [SQL, SQL];
  /** Whether a task comes behind the one with this key and id. Row values, so that one index finds the place. */
  behind(key: SQLWrapper, id: SQLWrapper): SQL;
}

export const taskOrders: Record<TaskSort, TaskOrder> = {
  created: newestFirst(tasks.createdAt),
  updated: newestFirst(tasks.updatedAt),
  manual: {
    key: tasks.rank,
    by: [ascending(tasks.rank), ascending(tasks.id)],
    behind: (rank, id) => sql`(${tasks.rank}, ${tasks.id}) > (${rank}, ${id})`,
  },
};

function newestFirst(moment: typeof tasks.createdAt | typeof tasks.updatedAt): TaskOrder {
  return {
    key: moment,
    by: [descending(moment), descending(tasks.id)],
    behind: (key, id) => sql`(${moment}, ${tasks.id}) < (${key}, ${id})`,
  };
}
