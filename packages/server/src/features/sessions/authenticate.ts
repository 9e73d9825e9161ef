import type { Database, RowsRead } from "@plinth/database";
import { type Actor, type Authenticate, anonymous, type UserActor } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { hashToken } from "../../one-time-tokens/token.ts";
import { users } from "../accounts/table.ts";
import { luciaOver } from "./lucia.ts";
import { notBeyondCap } from "./lucia-adapter.ts";
import { sessionCacheOf } from "./session-cache.ts";
import { sessions } from "./table.ts";

export const SESSION_COOKIE = "session";

const TOUCH_EVERY_MS = 3_600_000;

/**
 * Finds the session behind a bearer token or cookie. Where both come, the token counts: it was sent on purpose. A renewed session gets its cookie
 * again, with the new expiry.
 */
export const authenticateSession: Authenticate = ({ bearer, cookie: read }, ctx) => {
  const cookie = bearer === undefined ? read(SESSION_COOKIE) : undefined;
  const token = bearer ?? cookie;
  if (!token) return anonymous;
  return sessionCacheOf(ctx.database).get(token, ctx.now) ?? check({ token, cookie }, ctx);
};

/** What ends with its session, and changes with its account. */
export function standingOfSession(actor: Actor): RowsRead[] {
  if (actor.kind !== "user") return [];
  return [
    { table: sessions, column: sessions.id.name, values: [actor.sessionId] },
    { table: users, column: users.id.name, values: [actor.userId] },
  ];
}

async function check(
  { token, cookie }: { token: string; cookie: string | undefined },
  { now, setCookie, database }: Parameters<Authenticate>[1],
): Promise<Actor> {
  const cache = sessionCacheOf(database);
  const { version } = cache;
  const { session, user } = await luciaOver(database).validateSession(token);
  if (!session) return anonymous;
  if (session.fresh && cookie) setCookie(SESSION_COOKIE, token, notBeyondCap(session.createdAt, session.expiresAt));
  const sessionId = hashToken(token);
  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) await touch(database, sessionId, now);
  const { provenAt, impersonatorId } = session;
  const actor: UserActor = {
    kind: "user",
    ...{ userId: user.id, sessionId, operator: user.operator },
    ...(provenAt && { provenAt }),
    ...(impersonatorId && { impersonatorId }),
  };
  cache.set(token, actor, { version, now, expiresAt: session.expiresAt });
  return actor;
}

async function touch(database: Database, id: string, now: Date): Promise<void> {
  await database.write((db) => db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, id)), {
    name: "touchSession",
  });
}
