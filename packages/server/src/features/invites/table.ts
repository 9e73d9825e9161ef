import { column } from "@plinth/database";
import { users } from "../accounts/table.ts";
import { roles } from "../members/roles.ts";
import { workspaces } from "../workspaces/table.ts";

const { table, id, ref, text, oneOf, moment, index, unique } = column;

export const invites = table(
  "invites",
  {
    id: id(),
    workspaceId: ref(() => workspaces.id, { onDelete: "cascade" }).notNull(),
    /** Only an account with this address may use it. Canonical. */
    email: text().notNull(),
    role: oneOf(roles).notNull(),
    /** SHA-256 of the token in the link, in hex. */
    tokenHash: text().notNull(),
    invitedBy: ref(() => users.id, { onDelete: "set null" }),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    acceptedAt: moment(),
    revokedAt: moment(),
  },
  (invite) => [unique("invites_token").on(invite.tokenHash), index("invites_workspace").on(invite.workspaceId)],
);

export type Invite = typeof invites.$inferSelect;
