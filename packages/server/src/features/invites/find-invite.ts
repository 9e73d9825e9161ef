import { first } from "@plinth/database";
import { type Actor, notFound, type QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { hashToken } from "../../one-time-token.ts";
import type { Role } from "../members/roles.ts";
import { membership } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { type Workspace, workspaces } from "../workspaces/table.ts";
import { unused, vouchedFor } from "./rules.ts";
import { type Invite, invites } from "./table.ts";

/** An invite into a workspace the caller belongs to, with the caller's role there. @throws Failure NOT_FOUND */
export async function findInvite({ db, actor }: QueryContext, id: string): Promise<{ invite: Invite; role: Role }> {
  const row = await first(
    db
      .select({ invite: invites, role: members.role })
      .from(invites)
      .innerJoin(members, membership(actor.userId, invites.workspaceId))
      .where(eq(invites.id, id)),
  );
  if (!row) throw notFound("invite");
  return row;
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
      .where(and(eq(invites.tokenHash, hashToken(token)), unused(now))),
  );
  if (!row) throw notFound("invite");
  return row;
}
