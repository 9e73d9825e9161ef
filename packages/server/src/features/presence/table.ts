import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";
import { tasks } from "../tasks/table.ts";

const { table, id, ref, text, moment, index, unique } = column;

/** Who has a task open in which tab of their browser. It comes and goes: no history, and nothing hangs on a row. */
export const presences = table(
  "presences",
  {
    id: id(),
    taskId: ref(() => tasks.id, { onDelete: "cascade" }).notNull(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    /** A UUID that the tab made for itself. */
    tabId: text().notNull(),
    /** When the tab was last heard of. */
    seenAt: moment().notNull(),
  },
  (presence) => [
    // A tab's id is no secret, and with the person in front it need not be one: whoever has it reaches no row but their own.
    unique("presences_tab").on(presence.userId, presence.tabId, presence.taskId),
    index("presences_task").on(presence.taskId),
    index("presences_seen").on(presence.seenAt),
  ],
);
