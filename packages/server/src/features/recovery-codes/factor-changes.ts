import { conflict, type MutationContext, type UserActor } from "@plinth/kernel";
import { and, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { users } from "../accounts/table.ts";
import { distrustDevices } from "../devices/devices.ts";
import { members } from "../members/table.ts";
import { endOtherSessions } from "../sessions/end-sessions.ts";
import { holdMemberships } from "../sessions/hold-memberships.ts";
import { secondFactorsOf } from "../sessions/second-factors.ts";
import { workspaces } from "../workspaces/table.ts";
import { removeRecoveryCodes } from "./recovery-codes.ts";

/**
 * What follows when somebody has set up a second factor, in the transaction of that: their other sessions end, for they began without, browsers ask
 * again, and the workspaces that need one are open to them.
 */
export async function factorAdded(ctx: MutationContext<UserActor>): Promise<void> {
  const db = accountRules.allow(ctx, await findMe(ctx), "changeSecondFactors");
  await endOtherSessions(ctx);
  await distrustDevices(ctx, ctx.actor.userId);
  const held = and(eq(members.userId, ctx.actor.userId), isNotNull(members.heldSince));
  await db.update(members).set({ heldSince: null }).where(held);
}

/**
 * What follows when somebody has removed a second factor, in the transaction of that: their other sessions end, no browser is trusted any more,
 * and with the last one the workspaces that need one are closed to them.
 *
 * @throws Failure CONFLICT when such a workspace would be left without an owner who can get in
 */
export async function factorRemoved(ctx: MutationContext<UserActor>): Promise<void> {
  const { userId } = ctx.actor;
  const db = accountRules.allow(ctx, await findMe(ctx), "changeSecondFactors");
  await endOtherSessions(ctx);
  await distrustDevices(ctx, userId);
  const left = await secondFactorsOf(ctx.db, userId);
  if (left.length > 0) return;
  await removeRecoveryCodes(ctx);
  const closing = await closingTo(ctx);
  await requireOtherOwners(ctx, closing);
  await holdMemberships(ctx, db, userId);
}

type Closing = { id: string; name: string; role: string };

/** The workspaces of the caller's that need a second factor. */
function closingTo({ db, actor }: MutationContext<UserActor>): Promise<Closing[]> {
  return db
    .select({ id: workspaces.id, name: workspaces.name, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(
      and(eq(members.userId, actor.userId), isNull(members.heldSince), isNotNull(workspaces.secondFactorRequiredSince)),
    );
}

async function requireOtherOwners({ db, actor }: MutationContext<UserActor>, closing: Closing[]): Promise<void> {
  const owned = closing.filter(({ role }) => role === "owner");
  if (owned.length === 0) return;
  const isOther = and(eq(members.role, "owner"), ne(members.userId, actor.userId), isNull(members.heldSince));
  const others = await db
    .select({ id: members.workspaceId })
    .from(members)
    // Who is about to delete their account is none, as where an owner leaves.
    .innerJoin(users, and(eq(users.id, members.userId), isNull(users.deletionDueAt)))
    .where(and(inArray(members.workspaceId, idsOf(owned)), isOther));
  const alone = owned.find(({ id }) => !others.some((other) => other.id === id));
  if (alone)
    throw conflict(
      `You are the only owner who can get into ${alone.name}, which needs two-step sign-in. End that there first, or set up another second factor.`,
    );
}

const idsOf = (closing: Closing[]) => closing.map(({ id }) => id);
