import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { affects, type Changes, type Database, type RowsRead, tableName } from "@plinth/database";
import { toTRPCError } from "../trpc.ts";
import { type Follower, LiveQuery, type ReadNow, type State } from "./live-query.ts";
import { ReadIndex } from "./read-index.ts";

/** Bounds of the work that live queries make. */
export interface LiveLimits {
  /** A query runs at most once in so many milliseconds. */
  everyMs: number;
  /** Queries that run at once. */
  atOnce: number;
}

export const usualLiveLimits: LiveLimits = { everyMs: 100, atOnce: 6 };

// After so long at a stretch, others get their turn of the event loop.
const STRETCH_MS = 8;
const RETRY_MS = [250, 1_000, 5_000, 15_000];

/**
 * Keeps queries up to date: runs each again when a commit may have changed what it read. Those that wait their turn wait in one line, so
 * that no busy one keeps the others from theirs.
 */
export class LiveQueries {
  readonly #queries = new Map<string, LiveQuery>();
  readonly #index = new ReadIndex<LiveQuery>();
  readonly #waiting = new Set<LiveQuery>();
  readonly #running = new Map<LiveQuery, Changes[]>();
  readonly #watched = new Set<string>();
  readonly #limits: LiveLimits;
  readonly #stopListening: () => void;
  #timer: NodeJS.Timeout | undefined;
  #serving = false;
  #closed = false;
  /** How often queries ran so far. */
  runs = 0;

  constructor(
    readonly database: Database,
    limits: Partial<LiveLimits> = {},
  ) {
    this.#limits = { ...usualLiveLimits, ...limits };
    this.#stopListening = database.onChange((changes) => this.#changed(changes));
  }

  /** How many queries are kept up to date. */
  get size(): number {
    return this.#queries.size;
  }

  /** Whether nothing runs and nothing waits to. */
  get isIdle(): boolean {
    return this.#waiting.size === 0 && this.#running.size === 0;
  }

  /** Follows the query of this key, with all others who do; its first follower says how it is read. */
  follow(key: string, readNow: ReadNow, follower: Follower): LiveQuery {
    let query = this.#queries.get(key);
    if (!query) {
      query = new LiveQuery(key, readNow);
      this.#queries.set(key, query);
      this.#enqueue(query);
    }
    query.followers.add(follower);
    return query;
  }

  leave(query: LiveQuery, follower: Follower): void {
    query.followers.delete(follower);
    if (query.followers.size === 0) this.#forget(query);
  }

  /** Runs the query again soon, whatever changed. */
  refresh(query: LiveQuery): void {
    query.stale = true;
    this.#enqueue(query);
  }

  close(error: unknown): void {
    this.#closed = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    for (const query of [...this.#queries.values()]) this.#end(query, error);
  }

  #changed(changes: Changes): void {
    for (const during of this.#running.values()) during.push(changes);
    const affected =
      changes === "everything" ? [...this.#index.all()] : changes.map((change) => this.#index.affectedBy(change));
    for (const found of affected) {
      if (found instanceof LiveQuery) this.refresh(found);
      else for (const query of found) this.refresh(query);
    }
  }

  #enqueue(query: LiveQuery): void {
    if (this.#closed || query.running || this.#queries.get(query.key) !== query) return;
    this.#waiting.add(query);
    void this.#serve();
  }

  async #serve(): Promise<void> {
    if (this.#serving) return;
    this.#serving = true;
    // What one commit changes for many is gathered before the first of them runs.
    await nextTurn();
    let started = performance.now();
    for (let next = this.#next(); next; next = this.#next()) {
      void this.#run(next);
      if (performance.now() - started > STRETCH_MS) {
        await nextTurn();
        started = performance.now();
      }
    }
    this.#serving = false;
  }

  /** The one that waits longest among those whose time has come. */
  #next(): LiveQuery | undefined {
    if (this.#closed || this.#running.size >= this.#limits.atOnce) return undefined;
    const now = performance.now();
    let soonest = Number.POSITIVE_INFINITY;
    for (const query of this.#waiting) {
      if (query.notBefore <= now) {
        this.#waiting.delete(query);
        return query;
      }
      soonest = Math.min(soonest, query.notBefore);
    }
    clearTimeout(this.#timer);
    if (soonest < Number.POSITIVE_INFINITY) {
      this.#timer = setTimeout(() => void this.#serve(), Math.ceil(soonest - now)).unref();
    }
    return undefined;
  }

  async #run(query: LiveQuery): Promise<void> {
    query.running = true;
    query.stale = false;
    query.notBefore = performance.now() + this.#limits.everyMs;
    const during: Changes[] = [];
    this.#running.set(query, during);
    try {
      const reads: RowsRead[] = [];
      this.runs += 1;
      const text = await query.readNow((more) => reads.push(...more));
      if (this.#queries.get(query.key) !== query) return;
      this.#index.set(query, reads);
      query.reads = reads;
      if (await this.#watch(reads)) query.stale = true;
      else query.stale ||= during.some((changes) => concerns(changes, reads));
      query.settle(stateOf(text));
    } catch (error) {
      this.#failed(query, error);
    } finally {
      this.#running.delete(query);
      query.running = false;
      if (query.stale) this.#enqueue(query);
      if (this.#waiting.size > 0) void this.#serve();
    }
  }

  /** Whether changes of one of the tables may have been missed until now. */
  async #watch(reads: readonly RowsRead[]): Promise<boolean> {
    const tables = reads.map(({ table }) => table).filter((table) => !this.#watched.has(tableName(table)));
    if (tables.length === 0) return false;
    await this.database.watch(tables);
    for (const table of tables) this.#watched.add(tableName(table));
    return true;
  }

  /** A database that cannot be asked may be there again soon; any other refusal is the last word. */
  #failed(query: LiveQuery, error: unknown): void {
    if (toTRPCError(error).code !== "SERVICE_UNAVAILABLE") {
      this.#end(query, error);
      return;
    }
    query.notBefore = performance.now() + (RETRY_MS[Math.min(query.failures, RETRY_MS.length - 1)] ?? 0);
    query.failures += 1;
    query.stale = true;
  }

  #end(query: LiveQuery, error: unknown): void {
    this.#forget(query);
    query.end(error);
  }

  #forget(query: LiveQuery): void {
    if (this.#queries.get(query.key) === query) this.#queries.delete(query.key);
    this.#waiting.delete(query);
    this.#index.delete(query);
  }
}

function concerns(changes: Changes, reads: readonly RowsRead[]): boolean {
  return changes === "everything" || changes.some((change) => reads.some((read) => affects(change, read)));
}

function stateOf(text: string): State {
  return { text, hash: createHash("sha256").update(text).digest("base64url").slice(0, 16) };
}
