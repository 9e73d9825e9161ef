import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { causes } from "../errors.ts";
import { runWithin, Unit, UnitAbortedError, type Work, type WriterOptions, withinLimit } from "../unit.ts";
import { postgresHandle } from "./client.ts";
import { type NotingClient, notingClient } from "./noting-client.ts";
import { OwnCommits } from "./own-commits.ts";
import { Pace } from "./pace.ts";

const MAX_ATTEMPTS = 30;
const RETRY_BUDGET_MS = 10_000;
const ROLLBACK_MS = 1_000;
// Serialization failure, deadlock: https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
const RETRYABLE = new Set(["40001", "40P01"]);
// A key that was free when the unit looked may be taken by a transaction that overlaps it; the next attempt sees that one.
const KEY_TAKEN = "23505";
const MAX_KEYS_TAKEN = 4;

/** Runs units of work as SERIALIZABLE transactions, each again from its start when it clashed with another. */
export class PostgresWriter {
  readonly commits = new OwnCommits();
  /** By name: units of one name do the same, and clash mostly with each other. */
  readonly #paces = new Map<string, Pace>();

  constructor(
    readonly pool: pg.Pool,
    readonly options: WriterOptions,
  ) {}

  async write<T>(name: string, work: Work<T>): Promise<T> {
    const started = performance.now();
    let keysTaken = 0;
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await this.#paced(name, attempt > 1, () => this.#attempt(new Unit(name), work));
        return result;
      } catch (error) {
        if (error instanceof UnitAbortedError) this.options.onAborted(error);
        const spent = performance.now() - started;
        const again = isRetryable(error) || (isKeyTaken(error) && ++keysTaken <= MAX_KEYS_TAKEN);
        if (!again || attempt === MAX_ATTEMPTS || spent > RETRY_BUDGET_MS) throw error;
        await pause(Math.random() * Math.min(2 ** attempt, 100));
      }
    }
  }

  async #paced<T>(name: string, again: boolean, run: () => Promise<T>): Promise<T> {
    const pace = this.#paces.get(name) ?? new Pace(this.pool.options.max);
    this.#paces.set(name, pace);
    await pace.enter(again);
    let outcome: Parameters<Pace["leave"]>[0] = "failed";
    try {
      const result = await run();
      outcome = "landed";
      return result;
    } catch (error) {
      if (isRetryable(error)) outcome = "clashed";
      throw error;
    } finally {
      pace.leave(outcome);
      if (pace.isIdle) this.#paces.delete(name);
    }
  }

  async #attempt<T>(unit: Unit, work: Work<T>): Promise<T> {
    const client = await this.pool.connect();
    const noting = notingClient(client);
    noting.written = new Set();
    const started = performance.now();
    let broken: Error | undefined;
    try {
      const result = await withinLimit(unit, this.options.limitMs, async () => {
        await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
        return this.#runToEnd(noting, unit, work);
      });
      unit.assertCommittable();
      // Closed before COMMIT goes out: a statement sent after it would stand alone, outside any transaction.
      unit.close();
      const { command } = await client.query("COMMIT");
      // Postgres answers COMMIT of a failed transaction with ROLLBACK, not with an error.
      if (command !== "COMMIT")
        throw new Error(`a statement of "${unit.name}" failed, so its transaction was rolled back`);
      unit.keep();
      this.commits.add(noting.written);
      return result;
    } catch (error) {
      unit.close();
      broken = await rollback(client, error);
      throw error;
    } finally {
      client.release(broken);
      const ms = performance.now() - started;
      if (ms > this.options.slowMs) this.options.onSlow({ name: unit.name, ms: Math.round(ms) });
    }
  }

  async #runToEnd<T>(client: NotingClient, unit: Unit, work: Work<T>): Promise<T> {
    const nest = <R>(inner: Unit, nested: Work<R>) => unit.inTurn(inner, () => this.#nested(client, inner, nested));
    const result = await runWithin({ writer: this, unit, nest }, work, postgresHandle(client, unit));
    await unit.nestedDone();
    return result;
  }

  async #nested<T>(client: NotingClient, inner: Unit, work: Work<T>): Promise<T> {
    await client.query(`SAVEPOINT ${inner.savepoint}`);
    try {
      const result = await this.#runToEnd(client, inner, work);
      inner.assertCommittable();
      inner.close();
      await client.query(`RELEASE SAVEPOINT ${inner.savepoint}`);
      inner.keep();
      return result;
    } catch (error) {
      inner.close();
      // The clash is with the whole transaction, which must run again even when the outer work goes on without the inner.
      if (isRetryable(error)) inner.parent?.failed(error);
      if (!inner.orphaned) await undo(client, inner);
      throw error;
    }
  }
}

async function undo(client: NotingClient, { savepoint, parent }: Unit): Promise<void> {
  try {
    await client.query(`ROLLBACK TO SAVEPOINT ${savepoint}; RELEASE SAVEPOINT ${savepoint}`);
  } catch (failure) {
    parent?.failed(failure);
  }
}

/** Ends the transaction. Returns why the connection can no longer be used, if so. */
async function rollback(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  // An aborted unit may still have a statement on the wire; only closing the connection surely ends it.
  if (error instanceof UnitAbortedError) return error;
  try {
    // Safe because pg reads `query_timeout` off each query; its types only have it for the whole client.
    await client.query({ text: "ROLLBACK", query_timeout: ROLLBACK_MS } as pg.QueryConfig);
    return undefined;
  } catch (failure) {
    return failure instanceof Error ? failure : new Error("ROLLBACK failed", { cause: failure });
  }
}

function isRetryable(error: unknown): boolean {
  return causes(error).some((cause) => "code" in cause && RETRYABLE.has(String(cause.code)));
}

function isKeyTaken(error: unknown): boolean {
  return causes(error).some((cause) => "code" in cause && cause.code === KEY_TAKEN);
}
