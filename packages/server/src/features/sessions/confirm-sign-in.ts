import { first } from "@plinth/database";
import {
  type ActionContext,
  type Actor,
  badRequest,
  conflict,
  type Failure,
  forbidden,
  type MutationContext,
  type QueryContext,
} from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { forgetAttempts, type Guessed, takeAttempt } from "../../attempts/attempts.ts";
import { tryToken, useToken } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { users } from "../accounts/table.ts";
import { describeDevice } from "../devices/describe-device.ts";
import { browserToken, DEVICE_COOKIE, findDevice, trustDevice } from "../devices/devices.ts";
import { beginSession, handOver, type SignInOutcome, signInTicket } from "./complete-sign-in.ts";
import type { SecondFactor } from "./second-factors.ts";

const FREE_CODES = 5;

/** A second factor, as somebody shows it after their first. */
export interface Confirmation {
  /** What they were given for the first. */
  ticket: string;
  by: SecondFactor;
  /** Whether this browser need not show a second factor for a while. */
  trustDevice: boolean;
  /** Whether it is theirs, using it up; asked once the try is counted, in the transaction that starts the session. */
  fits(tx: MutationContext<Actor>, userId: string): Promise<boolean>;
  /** What whoever shows a wrong one is told. */
  refusal?: Failure;
}

/**
 * Starts the session of somebody who shows their second factor. Each try is counted twice before it is looked at: on the ticket, which is worth
 * nothing after five, and on the account, so that new tickets are no new tries.
 *
 * @throws Failure BAD_REQUEST for a wrong one, CONFLICT when the ticket does not count (any more), TOO_MANY_REQUESTS, FORBIDDEN
 */
export async function confirmSignIn(
  ctx: ActionContext<Actor>,
  { ticket, by: secondFactor, trustDevice: trusts, fits, refusal = wrongCode() }: Confirmation,
): Promise<SignInOutcome> {
  const given = { token: ticket, browser: ctx.readCookie(DEVICE_COOKIE) };
  const { userId, by, as, guessed } = await ctx.write(async (tx) => {
    const tried = await tryToken(tx, signInTicket, given);
    if (!tried?.userId) throw signInOver();
    const guessed = await guessedBy(tx, tried.userId, given.browser);
    await takeAttempt(tx, guessed);
    return { userId: tried.userId, ...tried.data, guessed };
  });
  const browser = as === "cookie" ? browserToken(ctx) : undefined;
  const outcome = await ctx.write(async (tx) => {
    const user = await first(tx.db.select().from(users).where(eq(users.id, userId)));
    if (!user) throw signInOver();
    if (user.suspendedAt) throw forbidden("This account is suspended.");
    if (!(await fits(tx, userId))) return { user };
    if (!(await useToken(tx, signInTicket, given))) throw signInOver();
    await forgetAttempts(tx, guessed);
    const session = await beginSession(tx, { userId, browser, means: { by, secondFactor }, client: ctx.client });
    if (trusts && browser) await trustBrowser(tx, { userId, browser, client: ctx.client });
    return { session };
  });
  if (!outcome.session) {
    const { id, email } = outcome.user;
    await ctx.write((tx) =>
      record(tx, "session.refused", { id }, { email, reason: "second factor", by, secondFactor }),
    );
    throw refusal;
  }
  return handOver(ctx, { userId, as, session: outcome.session });
}

async function trustBrowser(
  tx: MutationContext<Actor>,
  { userId, browser, client }: { userId: string; browser: string; client: ActionContext["client"] },
): Promise<void> {
  await trustDevice(tx, userId, browser);
  await record(tx, "account.browser_trusted", { id: userId });
  const where = describeDevice(client.userAgent);
  await tellOfChange(tx, userId, `A browser is not asked for your second factor for 30 days: ${where}`);
}

/** As for a password: where the person has signed in before, it is counted there alone, so that nobody keeps them out by guessing elsewhere. */
async function guessedBy(ctx: QueryContext<Actor>, userId: string, browser: string | undefined): Promise<Guessed[]> {
  const device = await findDevice(ctx, userId, browser);
  const what = device ? `second factor from device ${device.id}` : `second factor of ${userId}`;
  return [{ what, free: FREE_CODES }];
}

const wrongCode = () => badRequest("That code is not right, or was used before.");

export const signInOver = () => conflict("This sign-in took too long, or was tried too often. Start again.");
