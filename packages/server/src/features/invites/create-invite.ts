import { one } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { sendMail } from "../../mail/send-mail.ts";
import { hashToken, newLinkToken } from "../../one-time-tokens/token.ts";
import { record } from "../../record.ts";
import { users } from "../accounts/table.ts";
import { requireVerified } from "../accounts/verification-policy.ts";
import { members } from "../members/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { inviteColumns } from "./find-invite.ts";
import type { NewInvite } from "./inputs.ts";
import { invitationMail } from "./invitation-mail.ts";
import { revoke } from "./revoke-invite.ts";
import { inviteRules, unused } from "./rules.ts";
import { type Invite, invites } from "./table.ts";

const VALID_DAYS = 7;
const DAY_MS = 86_400_000;

/** Invites an address into a workspace by mail, in place of an earlier invite to it. The returned token is kept nowhere but in that mail. */
export async function createInvite(
  ctx: MutationContext,
  { workspaceId, email, role }: z.output<typeof NewInvite>,
): Promise<Invite & { token: string }> {
  const workspace = await findWorkspace(ctx, workspaceId);
  const db = workspaceRules.allow(ctx, workspace, "invite");
  if (role === "owner") workspaceRules.check(ctx, workspace, "inviteOwners");
  await requireVerified(ctx);
  await requireNoMember(ctx, workspace.id, email);
  const same = and(eq(invites.workspaceId, workspace.id), eq(invites.email, email), unused(ctx.now));
  const earlier = await db
    .select({ ...inviteColumns, role: inviteRules.standing(ctx.actor) })
    .from(invites)
    .where(same);
  for (const invite of inviteRules.seen(earlier)) await revoke(ctx, invite);
  const token = newLinkToken();
  const invite = {
    workspaceId: workspace.id,
    email,
    role,
    tokenHash: hashToken(token),
    invitedBy: ctx.actor.userId,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + VALID_DAYS * DAY_MS),
  };
  const created = await one(db.insert(invites).values(invite).returning());
  await record(ctx, "invite.created", created, { role });
  const me = await one(ctx.db.select({ name: users.name }).from(users).where(eq(users.id, ctx.actor.userId)));
  await sendMail(ctx, invitationMail, {
    to: { address: email },
    props: {
      ...{ inviteId: created.id, token, role },
      ...{ workspaceName: workspace.name, invitedBy: me.name, validDays: VALID_DAYS },
    },
  });
  return { ...created, token };
}

async function requireNoMember({ db }: MutationContext, workspaceId: string, email: string): Promise<void> {
  const found = await db
    .select({ userId: members.userId })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(users.email, email)));
  if (found.length > 0) throw conflict("Somebody with this e-mail address is a member already.");
}
