import type { Database } from "@plinth/database";
import type { Actor, UserActor } from "@plinth/kernel";
import { users } from "../accounts/table.ts";
import { sessions } from "./table.ts";

const TRUSTED_MS = 60_000;
// Where it is not heard that another process ended one.
const TRUSTED_UNHEARD_MS = 2_000;
const SESSIONS_KEPT = 10_000;

type Watched = Pick<Database, "version" | "hears" | "watch">;
type Sources = Parameters<Database["version"]>[0];

/** Whom tokens named a moment ago. Emptied when one of them may have changed, so what this process ends is ended at once. */
export class SessionCache<A extends Actor = UserActor> {
  readonly #database: Watched;
  readonly #sources: NonNullable<Sources>;
  readonly #trustedUnheardMs: number;
  readonly #known = new Map<string, { actor: A; from: number; until: number }>();
  #version = Number.NaN;

  /** @param sources - what an actor is made of */
  constructor(
    database: Watched,
    sources: NonNullable<Sources> = [sessions, users],
    trustedUnheardMs = TRUSTED_UNHEARD_MS,
  ) {
    this.#database = database;
    this.#sources = sources;
    this.#trustedUnheardMs = trustedUnheardMs;
    // Until that is done, and where it cannot be, they are trusted for as long as when nothing is heard.
    database.watch(sources).catch(() => {});
  }

  get(token: string, now: Date): A | undefined {
    const version = this.#database.version(this.#sources);
    if (version !== this.#version) {
      this.#known.clear();
      this.#version = version;
      return undefined;
    }
    const entry = this.#known.get(token);
    const ms = now.getTime();
    return entry && ms >= entry.from && ms < entry.until ? entry.actor : undefined;
  }

  /** The version that the last `get` saw. */
  get version(): number {
    return this.#version;
  }

  /** Keeps a session that was checked at this version. One that may have ended since, while it was being checked, is not kept. */
  set(token: string, actor: A, checked: { version: number; now: Date; expiresAt: Date }): void {
    if (checked.version !== this.#version) return;
    if (this.#known.size >= SESSIONS_KEPT) this.#known.clear();
    const from = checked.now.getTime();
    const trustedMs = this.#database.hears(this.#sources) ? TRUSTED_MS : this.#trustedUnheardMs;
    this.#known.set(token, { actor, from, until: Math.min(from + trustedMs, checked.expiresAt.getTime()) });
  }
}

const caches = new WeakMap<Database, SessionCache>();

export function sessionCacheOf(database: Database): SessionCache {
  let cache = caches.get(database);
  if (!cache) {
    cache = new SessionCache(database);
    caches.set(database, cache);
  }
  return cache;
}
