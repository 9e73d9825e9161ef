import { prepared, type Read, type Write } from "@plinth/database";
import { and, eq, exists, isNotNull, isNull, lte, or, type SQL } from "drizzle-orm";
import type { Adapter, DatabaseSession } from "lucia";
import { hashToken } from "../../one-time-tokens/token.ts";
import { users } from "../accounts/table.ts";
import { type Session, sessions } from "./table.ts";

/** No session outlives this, however often it is used. */
export const ABSOLUTE_DAYS = 90;

/** An operator is signed in as somebody for so long, however much they do. */
export const IMPERSONATED_MS = 60 * 60_000;

const DAY_MS = 86_400_000;

/** Where sessions are: `database` as it is, or one transaction. */
export interface SessionStore {
  read: Read;
  write<T>(work: (db: Write) => Promise<T>): Promise<T>;
}

const sessionWithUser = prepared("sessionWithUser", { id: sessions.id }, (db, $) =>
  db
    .select({ session: sessions, operatorSince: users.operatorSince })
    .from(sessions)
    // The session of a suspended person is nobody's, and theirs again when that is over.
    .innerJoin(users, and(eq(users.id, sessions.userId), isNull(users.suspendedAt)))
    .where(and(eq(sessions.id, $.id), or(isNull(sessions.impersonatorId), isStillImpersonated(db)))),
);

/** Whoever is signed in as somebody still runs the installation, and whom they are signed in as does not. */
function isStillImpersonated(db: Read): SQL | undefined {
  const isInOffice = and(isNotNull(users.operatorSince), isNull(users.suspendedAt));
  const operator = db.select({ id: users.id }).from(users);
  return and(
    isNull(users.operatorSince),
    exists(operator.where(and(eq(users.id, sessions.impersonatorId), isInOffice))),
  );
}

/**
 * Lucia's storage over our table. The row's id is the token's hash; Lucia itself only ever handles the token, because it sends the id
 * it is given back to `updateSessionExpiration` and `deleteSession`, and into the cookie.
 */
export function luciaAdapter(store: SessionStore): Adapter {
  return {
    async getSessionAndUser(token) {
      const row = await sessionWithUser.first(store.read, { id: hashToken(token) });
      if (!row) return [null, null];
      const { session, operatorSince } = row;
      return [
        { ...toLucia(session), id: token },
        { id: session.userId, attributes: { operator: operatorSince !== null } },
      ];
    },
    async getUserSessions(userId) {
      const rows = await store.read.select().from(sessions).where(eq(sessions.userId, userId));
      return rows.map(toLucia);
    },
    async setSession({ id: token, userId, expiresAt: wanted, attributes }) {
      const expiresAt = notBeyondCap(attributes, wanted);
      await store.write((db) => db.insert(sessions).values({ id: hashToken(token), userId, expiresAt, ...attributes }));
    },
    async updateSessionExpiration(token, wanted) {
      const id = hashToken(token);
      const known = await sessionWithUser.first(store.read, { id });
      if (!known) return;
      const expiresAt = notBeyondCap(known.session, wanted);
      // At the cap Lucia asks for a renewal on every request, and there is nothing left to store.
      if (expiresAt <= known.session.expiresAt) return;
      await store.write((db) => db.update(sessions).set({ expiresAt }).where(eq(sessions.id, id)));
    },
    async deleteSession(token) {
      await store.write((db) => db.delete(sessions).where(eq(sessions.id, hashToken(token))));
    },
    async deleteUserSessions(userId) {
      await store.write((db) => db.delete(sessions).where(eq(sessions.userId, userId)));
    },
    async deleteExpiredSessions() {
      await store.write((db) => db.delete(sessions).where(lte(sessions.expiresAt, new Date())));
    },
  };
}

/** The moment itself, or the one at which a session of that age ends for good. */
export function notBeyondCap(
  { createdAt, impersonatorId }: Pick<Session, "createdAt" | "impersonatorId">,
  expiresAt: Date,
): Date {
  const lifeMs = impersonatorId ? IMPERSONATED_MS : ABSOLUTE_DAYS * DAY_MS;
  return new Date(Math.min(expiresAt.getTime(), createdAt.getTime() + lifeMs));
}

function toLucia({ id, userId, expiresAt, ...attributes }: Session): DatabaseSession {
  return { id, userId, expiresAt: notBeyondCap(attributes, expiresAt), attributes };
}
