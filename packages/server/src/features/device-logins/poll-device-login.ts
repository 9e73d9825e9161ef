import { first } from "@plinth/database";
import { type ActionContext, type Actor, Failure, type MutationContext, unruled } from "@plinth/kernel";
import { and, eq, gt } from "drizzle-orm";
import type { z } from "zod";
import { hashToken } from "../../one-time-tokens/token.ts";
import { type User, users } from "../accounts/table.ts";
import { completeSignIn } from "../sessions/complete-sign-in.ts";
import { INTERVAL_SECONDS } from "./begin-device-login.ts";
import type { DeviceCode } from "./inputs.ts";
import type { PolledDeviceLogin } from "./outputs.ts";
import { deviceLogins } from "./table.ts";

type Polled = z.input<typeof PolledDeviceLogin>;

// A program that asks every five seconds is not to be told off because a question of its was slow.
const TOLERATED_MS = 1_000;

const toWrite = (tx: MutationContext<Actor>) =>
  unruled(tx, "whoever holds the code of a program has the right to use it");

/**
 * Tells a program what became of its sign-in. When it was approved, the one who is told so first is given a session of whoever approved it; it is
 * not good for what is sensitive until they prove in it that it is them.
 *
 * @throws Failure FORBIDDEN when that person is suspended
 */
export async function pollDeviceLogin(
  ctx: ActionContext<Actor>,
  { deviceCode }: z.output<typeof DeviceCode>,
): Promise<Polled> {
  const deviceHash = hashToken(deviceCode);
  const { state, user } = await ctx.write((tx) => look(tx, deviceHash));
  if (state !== "approved" || !user) return { state, token: null };
  try {
    const { token } = await completeSignIn(ctx, { user, by: "approval", as: "token" }, (tx) => useUp(tx, deviceHash));
    return { state, token };
  } catch (error) {
    if (error === usedUp) return { state: "expired", token: null };
    throw error;
  }
}

async function look(
  tx: MutationContext<Actor>,
  deviceHash: string,
): Promise<{ state: Polled["state"]; user?: User | undefined }> {
  const isThis = eq(deviceLogins.deviceHash, deviceHash);
  const found = await first(
    tx.db
      .select({ login: deviceLogins, user: users })
      .from(deviceLogins)
      .leftJoin(users, eq(users.id, deviceLogins.userId))
      .where(and(isThis, gt(deviceLogins.expiresAt, tx.now))),
  );
  if (!found) return { state: "expired" };
  const { state, polledAt } = found.login;
  if (state === "approved") return { state, user: found.user ?? undefined };
  if (state === "denied") await toWrite(tx).delete(deviceLogins).where(isThis);
  else await toWrite(tx).update(deviceLogins).set({ polledAt: tx.now }).where(isThis);
  const early = polledAt && tx.now.getTime() - polledAt.getTime() < INTERVAL_SECONDS * 1_000 - TOLERATED_MS;
  return { state: state === "pending" && early ? "slow-down" : state };
}

const usedUp = new Failure("CONFLICT", "This sign-in was used already.");

/** Of all who ask at once, one takes it away. */
async function useUp(tx: MutationContext<Actor>, deviceHash: string): Promise<void> {
  const approved = and(eq(deviceLogins.deviceHash, deviceHash), eq(deviceLogins.state, "approved"));
  const taken = await first(toWrite(tx).delete(deviceLogins).where(approved).returning({ id: deviceLogins.id }));
  if (!taken) throw usedUp;
}
