import { one } from "@plinth/database";
import { forbidden, type MutationContext, unruled } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { record } from "../../record.ts";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import { secondFactorsOf } from "../sessions/second-factors.ts";
import type { Workspace } from "../workspaces/table.ts";
import { findInviteByToken } from "./find-invite.ts";
import { invites } from "./table.ts";

/** Makes the caller a member of the workspace the link leads to. Works once, for the account with the invited address. */
export async function acceptInvite(ctx: MutationContext, token: string): Promise<Workspace> {
  const { invite, workspace } = await findInviteByToken(ctx, token);
  const { userId } = ctx.actor;
  const me = await one(ctx.db.select({ email: users.email }).from(users).where(eq(users.id, userId)));
  // The address is no secret here: whoever holds the link sees it in the preview.
  if (me.email !== invite.email)
    throw forbidden(`This invite is for ${invite.email}. Sign in with that account to use it.`);
  const db = unruled(ctx, "an invite's link is the right to use it");
  const open = and(eq(invites.id, invite.id), isNull(invites.acceptedAt), isNull(invites.revokedAt));
  await one(db.update(invites).set({ acceptedAt: ctx.now }).where(open).returning({ id: invites.id }));
  const { workspaceId, role } = invite;
  const isHeld = workspace.secondFactorRequiredSince && (await secondFactorsOf(ctx.db, userId)).length === 0;
  await db.insert(members).values({ workspaceId, userId, role, joinedAt: ctx.now, heldSince: isHeld ? ctx.now : null });
  await record(ctx, "member.joined", { id: userId, workspaceId }, { role });
  return workspace;
}
