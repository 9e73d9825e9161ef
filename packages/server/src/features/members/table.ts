import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { roles } from "./roles.ts";

const { table, ref, oneOf, moment, index, primaryKey } = column;

export const members = table(
  "members",
  {
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    userId: ref(() => users.id, { onDelete: "cascade" }).notNull(),
    role: oneOf(roles).notNull(),
    joinedAt: moment().notNull(),
    /** While set, they see nothing of the workspace, because it needs a second factor and they have none. */
    heldSince: moment(),
  },
  (member) => [
    primaryKey({ name: "members_pk", columns: [member.workspaceId, member.userId] }),
    index("members_user").on(member.userId),
  ],
);

export type Member = typeof members.$inferSelect;
