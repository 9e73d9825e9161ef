import { expect, test } from "vitest";
import { SessionCache } from "./session-cache.ts";

const ada = { kind: "user", userId: "ada", sessionId: "1", operator: false } as const;
const now = new Date();

/** A cache over a database whose commits are counted by hand. */
function createCache() {
  const database = { commits: 0, version: () => database.commits };
  const cache = new SessionCache(database);
  cache.get("token", now);
  return { database, cache };
}

test("a session that was just checked is known until the next commit", () => {
  const { database, cache } = createCache();

  cache.set("token", ada, { version: cache.version, now });

  expect(cache.get("token", now)).toBe(ada);
  expect(cache.get("another", now)).toBeUndefined();
  database.commits += 1;
  expect(cache.get("token", now)).toBeUndefined();
});

test("a session is not trusted for longer than two seconds", () => {
  const { cache } = createCache();

  cache.set("token", ada, { version: cache.version, now });

  expect(cache.get("token", new Date(now.getTime() + 1_999))).toBe(ada);
  expect(cache.get("token", new Date(now.getTime() + 2_000))).toBeUndefined();
});

test("a session that may have ended while it was being checked is not kept", () => {
  const { database, cache } = createCache();
  const { version } = cache;

  database.commits += 1;
  cache.get("another", now);
  cache.set("token", ada, { version, now });

  expect(cache.get("token", now)).toBeUndefined();
});
