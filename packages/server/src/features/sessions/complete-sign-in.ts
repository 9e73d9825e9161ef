import { type ActionContext, type Actor, forbidden, type MutationContext } from "@plinth/kernel";
import { z } from "zod";
import { issueToken, tokenKind } from "../../one-time-tokens/one-time-tokens.ts";
import { record } from "../../record.ts";
import type { User } from "../accounts/table.ts";
import { browserToken, findDevice, isTrusted, noteDevice } from "../devices/devices.ts";
import { SESSION_COOKIE } from "./authenticate.ts";
import { endReplaced } from "./end-replaced.ts";
import { type FirstFactor, firstFactors, type Means } from "./means.ts";
import { tellOfNewDevice } from "./new-device.ts";
import { type SecondFactor, secondFactorsOf } from "./second-factors.ts";
import { type NewSession, type StartedSession, startSession } from "./start-session.ts";

/** Who signs in, and how they have a session: as the cookie of a browser, or as a token for a program. */
export interface SigningIn {
  user: Pick<User, "id" | "email" | "suspendedAt">;
  by: FirstFactor;
  as: "cookie" | "token";
}

/** What came of it: a session, or the question for a second factor. */
export interface SignInOutcome {
  /** Nobody's, as long as a second factor is asked for. */
  userId: string | null;
  token: string | null;
  secondFactor: { ticket: string; methods: SecondFactor[] } | null;
}

/** Says that somebody has shown their first factor, and may show a second one now. */
export const signInTicket = tokenKind({
  name: "second factor",
  lifeMs: 10 * 60_000,
  data: z.strictObject({
    by: z.enum(firstFactors),
    as: z.enum(["cookie", "token"]),
  }),
});

/**
 * Ends every way of signing in, so that none gets around what the others ask for: a suspended person is refused, and whoever has a second factor
 * is asked for it, but in a browser they trust. Only then a session starts.
 *
 * @param check - asked in the transaction that starts the session, for what may have changed meanwhile; refuses by throwing
 * @throws Failure FORBIDDEN
 * @example return completeSignIn(ctx, { user, by: "password", as: input.as });
 */
export async function completeSignIn(
  ctx: ActionContext<Actor>,
  signingIn: SigningIn,
  check: (tx: MutationContext<Actor>) => Promise<unknown> = async () => {},
): Promise<SignInOutcome> {
  const { user, by, as } = signingIn;
  if (user.suspendedAt) {
    await ctx.write((tx) => record(tx, "session.refused", user, { email: user.email, reason: "suspended" }));
    throw forbidden("This account is suspended.");
  }
  const browser = as === "cookie" ? browserToken(ctx) : undefined;
  const outcome = await ctx.write(async (tx) => {
    await check(tx);
    const methods = by === "passkey" || by === "approval" ? [] : await secondFactorsOf(tx.db, user.id);
    const isSpared = methods.length > 0 && isTrusted(await findDevice(tx, user.id, browser), ctx.now);
    if (methods.length > 0 && !isSpared) {
      const ticket = await issueToken(tx, signInTicket, {
        userId: user.id,
        data: { by, as },
        ...(browser && { browser }),
      });
      return { ticket, methods };
    }
    // Whoever approves a program has proved it elsewhere, and the program has not.
    const provenAt = by === "approval" ? null : ctx.now;
    const means: Means = { by, ...(isSpared && { secondFactor: "trusted browser" }) };
    return { session: await beginSession(tx, { userId: user.id, browser, means, client: ctx.client, provenAt }) };
  });
  if (!outcome.session) return { userId: null, token: null, secondFactor: outcome };
  return handOver(ctx, { userId: user.id, as, session: outcome.session });
}

/** Starts the session of somebody who has shown all that is asked for, and notes where. */
export async function beginSession(
  tx: MutationContext<Actor>,
  { browser, ...begun }: NewSession & { browser: string | undefined },
): Promise<StartedSession> {
  const { userId, client } = begun;
  if (browser) await endReplaced(tx);
  await tellOfNewDevice(tx, { userId, browser, client });
  if (browser) await noteDevice(tx, { userId, token: browser, userAgent: client.userAgent });
  return startSession(tx, begun);
}

/** Gives the session to whoever asked: to a browser as a cookie, to a program in the answer. */
export function handOver(
  ctx: ActionContext<Actor>,
  { userId, as, session }: { userId: string; as: "cookie" | "token"; session: StartedSession },
): SignInOutcome {
  const { token, expiresAt } = session;
  if (as === "token") return { userId, token, secondFactor: null };
  ctx.setCookie(SESSION_COOKIE, token, expiresAt);
  return { userId, token: null, secondFactor: null };
}
