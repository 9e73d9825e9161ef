import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";
import { tasks } from "../tasks/table.ts";

const { table, ref, flag, index, primaryKey } = column;

/** What people chose: to hear of a task, or to hear no more. Who chose nothing follows what they have to do with; see `followers.ts`. */
export const follows = table(
  "follows",
  {
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    taskId: ref(() => tasks.id, { onDelete: "cascade" }).notNull(),
    following: flag().notNull(),
  },
  (follow) => [
    primaryKey({ name: "follows_pk", columns: [follow.userId, follow.taskId] }),
    index("follows_task").on(follow.taskId),
  ],
);
