import { type ActionContext, type Actor, addressKey, Failure } from "@plinth/kernel";
import type { z } from "zod";
import { forgetAttempts, type Guessed, takeAttempt } from "../../attempts/attempts.ts";
import { record } from "../../record.ts";
import { findUserByEmail, NOBODY } from "../accounts/accounts.ts";
import { findPasswordHash } from "../accounts/find-password-hash.ts";
import { verifyPassword } from "../accounts/password-hash.ts";
import { DEVICE_COOKIE, findDevice } from "../devices/devices.ts";
import { completeSignIn, type SignInOutcome } from "./complete-sign-in.ts";
import type { SignIn } from "./inputs.ts";

const FREE_FOR_ACCOUNT = 5;
const FREE_FOR_ADDRESS = 30;

/** Signs in by password. An unknown address and a wrong password get the same answer after the same work. */
export async function signIn(ctx: ActionContext<Actor>, input: z.output<typeof SignIn>): Promise<SignInOutcome> {
  const user = await findUserByEmail(ctx.db, input.email);
  const userId = user?.id ?? NOBODY;
  const guessed = await guessedBy(ctx, { email: input.email, userId });
  await ctx.write((tx) => takeAttempt(tx, guessed));
  const known = await findPasswordHash(ctx.db, userId);
  const fits = await verifyPassword(known, input.password);
  if (!user || !fits) {
    // One event whoever it was, so that how long it takes tells nothing.
    const data = { email: input.email, reason: "credentials" };
    await ctx.write((tx) => record(tx, "session.refused", { id: userId }, data));
    throw wrongCredentials();
  }
  return completeSignIn(ctx, { user, by: "password", as: input.as }, async (tx) => {
    // The password may have been changed while it was checked, and that ends all sessions.
    if ((await findPasswordHash(tx.db, userId)) !== known) throw wrongCredentials();
    await forgetAttempts(tx, guessed);
  });
}

/**
 * What the attempt is counted under: the account and the network it comes from. Where the person has signed in before, it is counted there
 * alone, so that nobody keeps them out by guessing elsewhere.
 */
async function guessedBy(
  ctx: ActionContext<Actor>,
  { email, userId }: { email: string; userId: string },
): Promise<Guessed[]> {
  const device = await findDevice(ctx, userId, ctx.readCookie(DEVICE_COOKIE));
  if (device) return [{ what: `password from device ${device.id}`, free: FREE_FOR_ACCOUNT }];
  return [
    { what: `password of ${email}`, free: FREE_FOR_ACCOUNT },
    { what: `passwords from ${addressKey(ctx.client.address)}`, free: FREE_FOR_ADDRESS },
  ];
}

const wrongCredentials = () => new Failure("UNAUTHORIZED", "E-mail or password is not right.");
