import { type Database, prepared, type RowsRead } from "@plinth/database";
import { type Actor, type Authenticate, Failure, type KeyActor } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { hashToken } from "../../one-time-tokens/token.ts";
import { users } from "../accounts/table.ts";
import { SessionCache } from "../sessions/session-cache.ts";
import { type ApiKey, apiKeys } from "./table.ts";
import { isWellFormed } from "./token.ts";

const TOUCH_EVERY_MS = 3_600_000;
// How long a key may still count where it is not heard that another process revoked it.
const TRUSTED_UNHEARD_MS = 500;

const keyByHash = prepared("keyByHash", { tokenHash: apiKeys.tokenHash }, (db, $) =>
  db
    .select({ key: apiKeys })
    .from(apiKeys)
    // The key of a suspended person is nobody's, and theirs again when that is over. So is that of whoever has their account deleted: nobody is
    // there to answer for what programs do.
    .innerJoin(users, and(eq(users.id, apiKeys.userId), isNull(users.suspendedAt), isNull(users.deletionDueAt)))
    .where(eq(apiKeys.tokenHash, $.tokenHash)),
);

/**
 * Finds the key behind its token. Whoever shows one that does not count is refused, and not taken for nobody: a program is to hear that it has to
 * be given another. What the key may do is asked with each call, of its scopes and of what its person may do then.
 *
 * @throws Failure UNAUTHORIZED
 */
export function authenticateKey(token: string, ctx: Parameters<Authenticate>[1]): Actor | Promise<Actor> {
  return cacheOf(ctx.database).get(token, ctx.now) ?? check(token, ctx);
}

/** What ends with its key, and changes with its account. */
export function standingOfKey({ keyId, userId }: KeyActor): RowsRead[] {
  return [
    { table: apiKeys, column: apiKeys.id.name, values: [keyId] },
    { table: users, column: users.id.name, values: [userId] },
  ];
}

async function check(token: string, { now, database }: Parameters<Authenticate>[1]): Promise<KeyActor> {
  const cache = cacheOf(database);
  const { version } = cache;
  const found = isWellFormed(token) ? await keyByHash.first(database.read, { tokenHash: hashToken(token) }) : undefined;
  if (!found || found.key.expiresAt <= now) {
    throw new Failure("UNAUTHORIZED", "This key does not count: it has expired, was revoked, or never was one.");
  }
  const { key } = found;
  if (now.getTime() - (key.lastUsedAt?.getTime() ?? 0) > TOUCH_EVERY_MS) await touch(database, key.id, now);
  const actor = actorOf(key);
  cache.set(token, actor, { version, now, expiresAt: key.expiresAt });
  return actor;
}

function actorOf({ id, userId, scopes, workspaceId }: ApiKey): KeyActor {
  return {
    ...{ kind: "key", userId, keyId: id, scopes, operator: false },
    ...(workspaceId !== null && { tenantId: workspaceId }),
  };
}

async function touch(database: Database, id: string, now: Date): Promise<void> {
  await database.write((db) => db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id)), {
    name: "touchKey",
  });
}

const caches = new WeakMap<Database, SessionCache<KeyActor>>();

function cacheOf(database: Database): SessionCache<KeyActor> {
  const known = caches.get(database);
  if (known) return known;
  const cache = new SessionCache<KeyActor>(database, [apiKeys, users], TRUSTED_UNHEARD_MS);
  caches.set(database, cache);
  return cache;
}
