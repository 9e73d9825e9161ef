import { first } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { record } from "../../record.ts";
import { findInvite, type SeenInvite } from "./find-invite.ts";
import { inviteRules, unused } from "./rules.ts";
import { invites } from "./table.ts";

/** Makes an invite's link useless. Only owners may do so to the invite of an owner. */
export async function revokeInvite(ctx: MutationContext, id: string): Promise<void> {
  await revoke(ctx, await findInvite(ctx, id));
}

/** The same for an invite that was found. @throws Failure FORBIDDEN, CONFLICT */
export async function revoke(ctx: MutationContext, invite: SeenInvite): Promise<void> {
  const db = inviteRules.allow(ctx, invite, "revoke");
  if (invite.invitedAs === "owner") inviteRules.check(ctx, invite, "revokeOwner");
  const pending = and(eq(invites.id, invite.id), unused(ctx.now));
  const revoked = await first(db.update(invites).set({ revokedAt: ctx.now }).where(pending).returning());
  if (!revoked) throw conflict("The invite has been used, revoked or has expired.");
  await record(ctx, "invite.revoked", revoked);
}
