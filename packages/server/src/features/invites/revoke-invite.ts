import { first } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { record } from "../../record.ts";
import type { Role } from "../members/roles.ts";
import { requireRole } from "../members/rules.ts";
import { findInvite } from "./find-invite.ts";
import { unused } from "./rules.ts";
import { type Invite, invites } from "./table.ts";

/** Makes an invite's link useless. Only owners may do so to the invite of an owner. */
export async function revokeInvite(ctx: MutationContext, id: string): Promise<void> {
  const { invite, role } = await findInvite(ctx, id);
  requireRole({ role }, "admin", "revoke invites");
  await revoke(ctx, invite, { role });
}

/** Revokes one invite in the name of someone with this role in its workspace. @throws Failure FORBIDDEN, CONFLICT */
export async function revoke(ctx: MutationContext, invite: Invite, by: { role: Role }): Promise<void> {
  if (invite.role === "owner") requireRole(by, "owner", "revoke the invite of an owner");
  const pending = and(eq(invites.id, invite.id), unused(ctx.now));
  const revoked = await first(ctx.db.update(invites).set({ revokedAt: ctx.now }).where(pending).returning());
  if (!revoked) throw conflict("The invite has been used, revoked or has expired.");
  await record(ctx, "invite.revoked", revoked);
}
