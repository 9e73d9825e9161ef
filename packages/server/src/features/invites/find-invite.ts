import { first } from "@plinth/database";
import { type Actor, notFound, type QueryContext, type Seen } from "@plinth/kernel";
import { and, eq, getTableColumns } from "drizzle-orm";
import { hashToken } from "../../one-time-tokens/token.ts";
import { users } from "../accounts/table.ts";
import type { Role } from "../members/roles.ts";
import { members } from "../members/table.ts";
import { type Workspace, workspaces } from "../workspaces/table.ts";
import { inGoodStanding, inviteRules, unused, vouchedFor } from "./rules.ts";
import { type Invite, invites } from "./table.ts";

/** An invite, with the role it gives beside the role of who looks at it. */
export type SeenInvite = Seen<Invite, Role> & { readonly invitedAs: Role };

/** What is read of an invite besides the onlooker's role. */
export const inviteColumns = { ...getTableColumns(invites), invitedAs: invites.role };

const inviteById = inviteRules.finder("inviteById", { id: invites.id }, (db, $) =>
  db
    .select({ ...inviteColumns, role: $.role })
    .from(invites)
    .where(eq(invites.id, $.id)),
);

/** An invite into a workspace the caller belongs to. @throws Failure NOT_FOUND */
export function findInvite(ctx: QueryContext, id: string): Promise<SeenInvite> {
  return inviteById(ctx, { id });
}

/** The pending invite a link stands for. Unknown, used, revoked and expired ones are answered alike. @throws Failure NOT_FOUND */
export async function findInviteByToken(
  { db, now }: QueryContext<Actor>,
  token: string,
): Promise<{ invite: Invite; workspace: Workspace }> {
  const row = await first(
    db
      .select({ invite: invites, workspace: workspaces })
      .from(invites)
      .innerJoin(workspaces, eq(workspaces.id, invites.workspaceId))
      .innerJoin(members, vouchedFor())
      .innerJoin(users, inGoodStanding())
      .where(and(eq(invites.tokenHash, hashToken(token)), unused(now))),
  );
  if (!row) throw notFound("invite");
  return row;
}
