import { expect, test } from "vitest";
import { SessionCache } from "./session-cache.ts";

const ada = { kind: "user", userId: "ada", sessionId: "1", operator: false } as const;
const now = new Date();

const expiresAt = new Date(now.getTime() + 3_600_000);

/** A cache over a database whose commits are counted by hand. */
function createCache({ hears = true } = {}) {
  const database = { commits: 0, hears: () => hears, watch: async () => {}, version: () => database.commits };
  const cache = new SessionCache(database);
  cache.get("token", now);
  return { database, cache };
}

test("a session that was just checked is known until the next commit", () => {
  const { database, cache } = createCache();

  cache.set("token", ada, { version: cache.version, now, expiresAt });

  expect(cache.get("token", now)).toBe(ada);
  expect(cache.get("another", now)).toBeUndefined();
  database.commits += 1;
  expect(cache.get("token", now)).toBeUndefined();
});

test.each([
  { hears: false, trustedMs: 2_000 },
  { hears: true, trustedMs: 60_000 },
])("a session is not trusted for long, and shorter where nobody tells of its end: %o", ({ hears, trustedMs }) => {
  const { cache } = createCache({ hears });

  cache.set("token", ada, { version: cache.version, now, expiresAt });

  expect(cache.get("token", new Date(now.getTime() + trustedMs - 1))).toBe(ada);
  expect(cache.get("token", new Date(now.getTime() + trustedMs))).toBeUndefined();
  expect(cache.get("token", new Date(now.getTime() - 1))).toBeUndefined();
});

test("not more than ten thousand are known at once", () => {
  const { cache } = createCache();

  for (let n = 0; n <= 10_000; n++) cache.set(`token ${n}`, ada, { version: cache.version, now, expiresAt });

  expect(cache.get("token 0", now)).toBeUndefined();
  expect(cache.get("token 10000", now)).toBe(ada);
});

test("a session is not trusted beyond its end", () => {
  const { cache } = createCache();

  cache.set("token", ada, { version: cache.version, now, expiresAt: new Date(now.getTime() + 500) });

  expect(cache.get("token", new Date(now.getTime() + 499))).toBe(ada);
  expect(cache.get("token", new Date(now.getTime() + 500))).toBeUndefined();
});

test("a session that may have ended while it was being checked is not kept", () => {
  const { database, cache } = createCache();
  const { version } = cache;

  database.commits += 1;
  cache.get("another", now);
  cache.set("token", ada, { version, now, expiresAt });

  expect(cache.get("token", now)).toBeUndefined();
});
