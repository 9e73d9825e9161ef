import { first } from "@plinth/database";
import { type ActionContext, type Actor, conflict, forbidden, type UserActor, unruled } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { sendMail } from "../../mail/send-mail.ts";
import { hashToken } from "../../one-time-tokens/token.ts";
import { record } from "../../record.ts";
import { SESSION_COOKIE } from "../sessions/authenticate.ts";
import { IMPERSONATED_MS } from "../sessions/lucia-adapter.ts";
import type { Means } from "../sessions/means.ts";
import { insertSession } from "../sessions/start-session.ts";
import { sessions } from "../sessions/table.ts";
import { findPerson } from "./find-person.ts";
import { impersonatedMail } from "./impersonated-mail.ts";
import type { Impersonation } from "./inputs.ts";
import type { BackAgain, Impersonated } from "./outputs.ts";

/** Where the browser keeps the operator's own session meanwhile. It opens nothing: only `stopImpersonating` looks at it. */
export const OPERATOR_COOKIE = "operator-session";

/**
 * Signs an operator in as somebody, for an hour at most: to see what they see. It ends with the operator's own session, their office, and the
 * person's suspension. What is done then is recorded as done by both, and the person is told by mail.
 *
 * @throws Failure NOT_FOUND, FORBIDDEN for operators, oneself among them, CONFLICT for somebody who is suspended
 */
export async function impersonate(
  ctx: ActionContext<UserActor>,
  { id, reason, as }: z.output<typeof Impersonation>,
): Promise<z.input<typeof Impersonated>> {
  const { userId: impersonatorId, sessionId: operatorSessionId } = ctx.actor;
  const { token, expiresAt } = await ctx.write(async (tx) => {
    const person = await findPerson(tx, id);
    if (person.operatorSince) throw forbidden("Nobody may be signed in as an operator but themselves.");
    if (person.suspendedAt) throw conflict(`${person.name} is suspended. Restore them first.`);
    const own = await first(tx.db.select().from(sessions).where(eq(sessions.id, operatorSessionId)));
    if (!own || own.expiresAt.getTime() < ctx.now.getTime() + IMPERSONATED_MS) {
      throw conflict("Your own session ends within the hour. Sign in again first.");
    }
    const started = await insertSession(tx, id, {
      ...{ createdAt: ctx.now, provenAt: null, impersonatorId, operatorSessionId },
      ...ctx.client,
    });
    await record(tx, "session.started", person, { by: "impersonation" } satisfies Means);
    await record(tx, "account.impersonated", person, { reason });
    const operator = await findPerson(tx, impersonatorId);
    const props = { operator: operator.name, reason, at: ctx.now.toISOString() };
    await sendMail(tx, impersonatedMail, { to: { userId: id }, props });
    return started;
  });
  if (as === "token") return { userId: id, token, expiresAt };
  const own = ctx.readCookie(SESSION_COOKIE);
  if (own) ctx.setCookie(OPERATOR_COOKIE, own, expiresAt);
  ctx.setCookie(SESSION_COOKIE, token, expiresAt);
  return { userId: id, token: null, expiresAt };
}

/** Ends what `impersonate` began. In the browser it began in, the operator's own session goes on. @throws Failure CONFLICT */
export async function stopImpersonating(ctx: ActionContext<Actor>): Promise<z.input<typeof BackAgain>> {
  const { actor } = ctx;
  if (actor.kind !== "user" || !actor.impersonatorId) throw conflict("You are not signed in as somebody else.");
  const { sessionId, userId } = actor;
  const kept = ctx.readCookie(OPERATOR_COOKIE);
  const own = await ctx.write(async (tx) => {
    const db = unruled(tx, "the session that asks ends");
    const ended = await first(db.delete(sessions).where(eq(sessions.id, sessionId)).returning());
    await record(tx, "account.impersonation_ended", { id: userId });
    const { operatorSessionId } = ended ?? {};
    // Only the session it was started from: a cookie that somebody planted leads nowhere.
    if (!kept || !operatorSessionId || hashToken(kept) !== operatorSessionId) return undefined;
    return first(db.select().from(sessions).where(eq(sessions.id, operatorSessionId)));
  });
  const over = new Date(0);
  ctx.setCookie(OPERATOR_COOKIE, "", over);
  ctx.setCookie(SESSION_COOKIE, own && kept ? kept : "", own?.expiresAt ?? over);
  return { signedIn: own !== undefined };
}
