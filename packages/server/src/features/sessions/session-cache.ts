import type { Database } from "@plinth/database";
import type { UserActor } from "@plinth/kernel";

// How long a session that another process ended may still be taken for live, on engines that do not tell of other processes' commits.
const TRUSTED_MS = 2_000;
const SESSIONS_KEPT = 10_000;

/** Sessions that were checked a moment ago. Emptied by every commit, so what this process ends is ended at once. */
export class SessionCache {
  readonly #database: Pick<Database, "version">;
  readonly #known = new Map<string, { actor: UserActor; checkedAt: number }>();
  #version = Number.NaN;

  constructor(database: Pick<Database, "version">) {
    this.#database = database;
  }

  get(token: string, now: Date): UserActor | undefined {
    const version = this.#database.version();
    if (version !== this.#version) {
      this.#known.clear();
      this.#version = version;
      return undefined;
    }
    const entry = this.#known.get(token);
    return entry && Math.abs(now.getTime() - entry.checkedAt) < TRUSTED_MS ? entry.actor : undefined;
  }

  /** The version that the last `get` saw. */
  get version(): number {
    return this.#version;
  }

  /** Keeps a session that was checked at this version. One that may have ended since, while it was being checked, is not kept. */
  set(token: string, actor: UserActor, { version, now }: { version: number; now: Date }): void {
    if (version !== this.#version) return;
    if (this.#known.size >= SESSIONS_KEPT) this.#known.clear();
    this.#known.set(token, { actor, checkedAt: now.getTime() });
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
