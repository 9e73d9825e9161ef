import { one } from "@plinth/database";
import { type ActionContext, badRequest, type UserActor, unruled } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { forgetAttempts, type Guessed, takeAttempt } from "../../attempts/attempts.ts";
import { record } from "../../record.ts";
import { findPasswordHash } from "../accounts/find-password-hash.ts";
import { verifyPassword } from "../accounts/password-hash.ts";
import { handOver, type SignInOutcome } from "./complete-sign-in.ts";
import type { ProofMethod } from "./proof-methods.ts";
import { insertSession } from "./start-session.ts";
import { sessions } from "./table.ts";

const FREE_PROOFS = 5;

/** What a proof is counted under, and whatever else of somebody who is signed in could be guessed at as well. */
export const guessedProof = (userId: string): Guessed[] => [{ what: `proof of ${userId}`, free: FREE_PROOFS }];

/** How somebody proves anew that it is them. */
export interface Proof {
  as: "cookie" | "token";
  by: ProofMethod;
  /** Whether it holds; asked after the attempt was counted. */
  fits(): Promise<boolean>;
}

/**
 * Notes that the person has just proved that it is them, which what is sensitive asks for. Their session goes on under a new token, so that
 * whoever holds the old one gains nothing.
 *
 * @throws Failure BAD_REQUEST, TOO_MANY_REQUESTS
 */
export async function proveMe(ctx: ActionContext<UserActor>, { as, by, fits }: Proof): Promise<SignInOutcome> {
  const { userId, sessionId } = ctx.actor;
  const guessed = guessedProof(userId);
  await ctx.write((tx) => takeAttempt(tx, guessed));
  if (!(await fits())) {
    await ctx.write((tx) => record(tx, "account.proof_refused", { id: userId }, { by }));
    throw badRequest("That is not right.");
  }
  const session = await ctx.write(async (tx) => {
    await forgetAttempts(tx, guessed);
    const db = unruled(tx, "the session that asks goes on under another token");
    const { createdAt } = await one(db.delete(sessions).where(eq(sessions.id, sessionId)).returning());
    const started = await insertSession(tx, userId, { createdAt, provenAt: tx.now, ...ctx.client });
    await record(tx, "account.proved", { id: userId }, { by });
    return started;
  });
  return handOver(ctx, { userId, as, session });
}

/** Whether it is the person's password. */
export async function isMyPassword(ctx: ActionContext<UserActor>, password: string): Promise<boolean> {
  return verifyPassword(await findPasswordHash(ctx.db, ctx.actor.userId), password);
}
