import { setImmediate as nextTurn } from "node:timers/promises";
import { affects, type Changes, type Database, type RowsRead, type TableChange, tableName } from "@plinth/database";
import { anonymous } from "../actor.ts";
import { Failure } from "../failure.ts";
import { answeredCalls } from "../once/answered-calls.ts";
import { toTRPCError } from "../trpc.ts";
import { type Follower, LiveQuery, type ReadNow } from "./live-query.ts";
import { ReadIndex } from "./read-index.ts";
import { SharedReads } from "./shared-reads.ts";
import { States } from "./states.ts";
import { WrittenResults } from "./written-results.ts";

/** Bounds of the work that live queries make. */
export interface LiveLimits {
  /** A query runs at most once in so many milliseconds. */
  everyMs: number;
  /** Queries that run at once. */
  atOnce: number;
  /** Live queries of one person, over all their connections. */
  perPerson: number;
}

/** A query to follow. Those with one key are one. */
export interface Followed {
  key: string;
  /** Whose it is, as calls are known by. */
  caller: string;
  readNow: ReadNow;
}

export const usualLiveLimits: LiveLimits = { everyMs: 100, atOnce: 6, perPerson: 2_000 };

// After so long at a stretch, others get their turn of the event loop.
const STRETCH_MS = 8;
const RETRY_MS = [250, 1_000, 5_000, 15_000];

/**
 * Keeps queries up to date: runs each again when a commit may have changed what it read. Those that wait their turn wait in one line, so
 * that no busy one keeps the others from theirs.
 */
export class LiveQueries {
  readonly #queries = new Map<string, LiveQuery>();
  readonly #byCaller = new Map<string, Set<LiveQuery>>();
  readonly #index = new ReadIndex<LiveQuery>();
  readonly #ready = new Set<LiveQuery>();
  /** Those whose time has not come. */
  readonly #early = new Map<LiveQuery, NodeJS.Timeout>();
  readonly #running = new Map<LiveQuery, Changes[]>();
  readonly #watched = new Set<string>();
  readonly #states = new States();
  readonly #limits: LiveLimits;
  #stopListening: (() => void) | undefined;
  #serving = false;
  #closed = false;
  /** Shared by all queries: what one has just written, the next may find again. */
  readonly results = new WrittenResults();
  /** Read for one query, and for those that ask for the same in the same moment. */
  readonly reads = new SharedReads();
  /** How often queries ran so far. */
  runs = 0;

  constructor(
    readonly database: Database,
    limits: Partial<LiveLimits> = {},
  ) {
    this.#limits = { ...usualLiveLimits, ...limits };
  }

  /** How many queries are kept up to date. */
  get size(): number {
    return this.#queries.size;
  }

  /** Whether nothing runs and nothing waits to. */
  get isIdle(): boolean {
    return this.#ready.size === 0 && this.#early.size === 0 && this.#running.size === 0;
  }

  /**
   * Follows the query of this key, with all others who do; its first follower says whose it is and how it is read.
   *
   * @throws Failure TOO_MANY_REQUESTS when the one whose it is follows too many
   */
  follow({ key, caller, readNow }: Followed, follower: Follower): LiveQuery {
    this.#checkRoom(caller);
    this.#stopListening ??= this.database.onChange((changes) => this.#changed(changes));
    let query = this.#queries.get(key);
    if (!query) {
      query = new LiveQuery(key, caller, readNow);
      this.#queries.set(key, query);
      this.#byCaller.set(caller, (this.#byCaller.get(caller) ?? new Set()).add(query));
      this.#enqueue(query);
    }
    query.followers.add(follower);
    return query;
  }

  /** Nobody fills the memory alone, however many connections they open. Those whom nobody knows share a name, and an address has few. */
  #checkRoom(caller: string): void {
    if (caller === anonymous.kind) return;
    let followed = 0;
    for (const query of this.#byCaller.get(caller) ?? []) followed += query.followers.size;
    if (followed < this.#limits.perPerson) return;
    throw new Failure("TOO_MANY_REQUESTS", "You follow too many live queries. Close some pages first.");
  }

  leave(query: LiveQuery, follower: Follower): void {
    query.followers.delete(follower);
    if (query.followers.size === 0) this.#forget(query);
  }

  /** Resolves when followers are told which of their calls a state contains. */
  async hearCalls(): Promise<void> {
    await this.#watch([{ table: answeredCalls }]);
  }

  /** Runs the query again soon, whatever changed. */
  refresh(query: LiveQuery): void {
    query.stale = true;
    this.#enqueue(query);
  }

  close(error: unknown): void {
    this.#closed = true;
    this.#stopListening?.();
    for (const query of [...this.#queries.values()]) this.#end(query, error);
  }

  #changed(changes: Changes): void {
    this.reads.changed(changes);
    for (const during of this.#running.values()) during.push(changes);
    const affected =
      changes === "everything" ? this.#index.all() : changes.flatMap((change) => [...this.#index.affectedBy(change)]);
    for (const query of affected) this.refresh(query);
    if (changes !== "everything") for (const change of changes) this.#hear(change);
  }

  /** Calls are noted in the transaction that does what they do, after all else: who hears of one has heard what it changed. */
  #hear({ table, keys }: TableChange): void {
    if (table !== CALLS) return;
    const calls = keys?.get("id") ?? [];
    for (const caller of keys?.get("caller") ?? []) {
      for (const query of this.#byCaller.get(caller) ?? []) query.hear(calls);
    }
  }

  #enqueue(query: LiveQuery): void {
    if (this.#closed || query.running || this.#queries.get(query.key) !== query) return;
    if (this.#ready.has(query) || this.#early.has(query)) return;
    const waitMs = Math.ceil(query.notBefore - performance.now());
    const enter = () => {
      this.#early.delete(query);
      this.#ready.add(query);
      void this.#serve();
    };
    if (waitMs <= 0) enter();
    else this.#early.set(query, setTimeout(enter, waitMs).unref());
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

  /** The one that has waited longest. */
  #next(): LiveQuery | undefined {
    if (this.#closed || this.#running.size >= this.#limits.atOnce) return undefined;
    const [next] = this.#ready;
    if (next) this.#ready.delete(next);
    return next;
  }

  async #run(query: LiveQuery): Promise<void> {
    query.running = true;
    query.stale = false;
    query.notBefore = performance.now() + this.#limits.everyMs;
    const calls = query.takeHeard();
    const during: Changes[] = [];
    this.#running.set(query, during);
    try {
      const reads: RowsRead[] = [];
      this.runs += 1;
      const text = await query.readNow((more) => reads.push(...more));
      if (this.#queries.get(query.key) !== query) return;
      this.#index.set(query, reads);
      if (await this.#watch(reads)) query.stale = true;
      else query.stale ||= during.some((changes) => concerns(changes, reads));
      query.settle(this.#states.of(text, query.state), calls);
    } catch (error) {
      query.hear(calls);
      this.#failed(query, error);
    } finally {
      this.#running.delete(query);
      query.running = false;
      if (query.stale) this.#enqueue(query);
      if (this.#ready.size > 0) void this.#serve();
    }
  }

  /** Whether changes of one of the tables may have been missed until now. */
  async #watch(reads: readonly RowsRead[]): Promise<boolean> {
    const tables = reads.map(({ table }) => table).filter((table) => !this.#watched.has(tableName(table)));
    if (tables.length === 0) return false;
    await this.database.watch(tables);
    for (const table of tables) this.#watched.add(tableName(table));
    // What was read before may be older than a change that nobody listened for.
    this.reads.changed("everything");
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
    const others = this.#byCaller.get(query.caller);
    others?.delete(query);
    if (others?.size === 0) this.#byCaller.delete(query.caller);
    this.#ready.delete(query);
    clearTimeout(this.#early.get(query));
    this.#early.delete(query);
    this.#index.delete(query);
  }
}

const CALLS = tableName(answeredCalls);

function concerns(changes: Changes, reads: readonly RowsRead[]): boolean {
  return changes === "everything" || changes.some((change) => reads.some((read) => affects(change, read)));
}
