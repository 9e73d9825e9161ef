import { AsyncResource } from "node:async_hooks";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import type { Write } from "../handles.ts";
import { runWithin, Unit, UnitAbortedError, type Work, type WriterOptions, withinLimit } from "../unit.ts";
import { StatementCache, sqliteHandle } from "./client.ts";
import type { WalSync } from "./wal-sync.ts";

const GROUP_MAX_UNITS = 128;
const GROUP_MAX_MS = 10;
const BUSY_MAX_MS = 5_000;

interface Queued {
  name: string;
  run(): Promise<() => void>;
  reject(error: unknown): void;
}

/**
 * The one writer of an SQLite file. Units of work queue up and run one at a time, each in its savepoint; those that are waiting when
 * one starts share its commit, and each is acknowledged only when the log of that commit is on disk.
 */
export class SqliteWriter {
  readonly #queue: Queued[] = [];
  readonly #statements: StatementCache;
  #draining: Promise<void> | undefined;
  #onQueued: (() => void) | undefined;

  constructor(
    readonly connection: Database,
    readonly sync: WalSync,
    readonly options: WriterOptions & { onCommit?(): void; betweenGroups?(): Promise<void> | undefined },
  ) {
    this.#statements = new StatementCache(connection);
  }

  write<T>(name: string, work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // What takes units off the queue was started in the context of another caller.
      const own = new AsyncResource("unit");
      const run = () =>
        own.runInAsyncScope(async () => {
          const result = await this.#runUnit(new Unit(name), work);
          return () => resolve(result);
        });
      this.#queue.push({ name, run, reject });
      this.#onQueued?.();
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when nothing is queued, running or waiting for the disk. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
    await this.sync.idle();
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) await this.#runGroup();
    } finally {
      // In the same step as the last look at the queue, so that nothing is queued in between and forgotten.
      this.#draining = undefined;
    }
  }

  async #runGroup(): Promise<void> {
    const members: { unit: Queued; acknowledge: () => void }[] = [];
    try {
      this.sync.assertIntact();
      await this.options.betweenGroups?.();
      await this.#begin();
    } catch (error) {
      this.#queue.shift()?.reject(error);
      return;
    }
    const started = performance.now();
    let turnIsOver = false;
    while (members.length < GROUP_MAX_UNITS && performance.now() - started < GROUP_MAX_MS) {
      const unit = this.#queue.shift();
      if (!unit) {
        if (!turnIsOver) {
          // Whatever has reached this process in this turn of the event loop joins.
          await nextTurn();
          turnIsOver = true;
        } else if (this.sync.busy) {
          // While the disk is busy with the commit before, this one gains nothing by going ahead: who comes now joins it.
          await Promise.race([this.sync.settled(), this.#nextQueued()]);
        } else break;
        continue;
      }
      try {
        members.push({ unit, acknowledge: await unit.run() });
      } catch (error) {
        unit.reject(error);
        // A full disk makes SQLite roll the whole transaction back by itself.
        if (!this.connection.inTransaction) return rejectAll(members, error);
      }
    }
    try {
      this.#exec("COMMIT");
      this.options.onCommit?.();
    } catch (error) {
      this.#rollback();
      return rejectAll(members, error);
    }
    this.sync.flushed().then(
      () => {
        for (const { acknowledge } of members) acknowledge();
      },
      (error) => rejectAll(members, error),
    );
  }

  #nextQueued(): Promise<void> {
    return new Promise((resolve) => {
      this.#onQueued = () => {
        this.#onQueued = undefined;
        resolve();
      };
    });
  }

  async #runUnit<T>(unit: Unit, work: Work<T>): Promise<T> {
    const started = performance.now();
    try {
      return await this.#inSavepoint(unit, (db) =>
        withinLimit(unit, this.options.limitMs, () => this.#runToEnd(unit, work, db)),
      );
    } catch (error) {
      if (error instanceof UnitAbortedError) this.options.onAborted(error);
      throw error;
    } finally {
      const ms = performance.now() - started;
      if (ms > this.options.slowMs) this.options.onSlow({ name: unit.name, ms: Math.round(ms) });
    }
  }

  async #runToEnd<T>(unit: Unit, work: Work<T>, db: Write): Promise<T> {
    const nest = <R>(inner: Unit, nested: Work<R>) =>
      unit.inTurn(inner, () => this.#inSavepoint(inner, (innerDb) => this.#runToEnd(inner, nested, innerDb)));
    const result = await runWithin({ writer: this, unit, nest }, work, db);
    await unit.nestedDone();
    return result;
  }

  async #inSavepoint<T>(unit: Unit, work: (db: Write) => Promise<T>): Promise<T> {
    this.#exec(`SAVEPOINT ${unit.savepoint}`);
    try {
      const result = await work(sqliteHandle(this.#statements, unit));
      unit.assertCommittable();
      this.#exec(`RELEASE ${unit.savepoint}`);
      unit.keep();
      return result;
    } catch (error) {
      // An orphan's savepoint went with the one around it; by now the connection belongs to another unit.
      if (!unit.orphaned) this.#undo(unit.savepoint);
      throw error;
    } finally {
      unit.close();
    }
  }

  #undo(savepoint: string): void {
    if (!this.connection.inTransaction) return;
    try {
      this.#exec(`ROLLBACK TO ${savepoint}`);
      this.#exec(`RELEASE ${savepoint}`);
    } catch {
      // What the unit wrote cannot be told apart from the rest of its group any more.
      this.#rollback();
    }
  }

  #rollback(): void {
    try {
      if (this.connection.inTransaction) this.#exec("ROLLBACK");
    } catch {
      // A transaction that cannot even be rolled back is not committed either; the next BEGIN says what is wrong.
    }
  }

  /** Takes the write lock. Another process may hold it for a moment, so this waits without blocking the event loop. */
  async #begin(): Promise<void> {
    const started = performance.now();
    for (let waitMs = 2; ; waitMs = Math.min(waitMs * 2, 50)) {
      try {
        return this.#exec("BEGIN IMMEDIATE");
      } catch (error) {
        const busy = error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
        if (!busy || performance.now() - started > BUSY_MAX_MS) throw error;
        await pause(waitMs);
      }
    }
  }

  #exec(text: string): void {
    this.#statements.prepare(text).run();
  }
}

function rejectAll(members: { unit: Queued }[], error: unknown): void {
  for (const { unit } of members) unit.reject(error);
}
