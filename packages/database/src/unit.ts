import { AsyncLocalStorage } from "node:async_hooks";
import type { Guard, Write } from "./handles.ts";
import { ValueError } from "./values.ts";

/** The body of a transaction. */
export type Work<T> = (db: Write) => Promise<T> | T;

/** Limits of a unit of work in milliseconds, and where to report one that broke them. */
export interface WriterOptions {
  limitMs: number;
  slowMs: number;
  onSlow(unit: { name: string; ms: number }): void;
  onAborted(error: UnitAbortedError): void;
}

/** Why a unit of work can no longer use its transaction. */
export class UnitClosedError extends Error {
  override name = "UnitClosedError";
}

/** A unit that held its transaction longer than allowed. Nothing of it was kept. */
export class UnitAbortedError extends Error {
  override name = "UnitAbortedError";
  constructor(
    readonly unit: string,
    readonly limitMs: number,
  ) {
    super(`"${unit}" held its transaction longer than ${limitMs} ms and was rolled back`);
  }
}

/**
 * One transaction in progress, or one savepoint in it. A statement that fails spoils its unit, on both engines: Postgres would
 * refuse what follows, so SQLite must too.
 */
export class Unit implements Guard {
  #closed = false;
  #reason: Error | undefined;
  #kept = false;
  #failed: unknown;
  #nested: Promise<unknown> = Promise.resolve();
  #inner: Unit | undefined;
  readonly #depth: number;

  constructor(
    readonly name: string,
    readonly parent?: Unit,
  ) {
    this.#depth = parent ? parent.#depth + 1 : 0;
  }

  /** Whether its work has ended well. */
  get kept(): boolean {
    return this.#kept;
  }

  /** Whether its handle is dead. */
  get closed(): boolean {
    return this.#closed;
  }

  /** A name for its savepoint that none of those around it has. */
  get savepoint(): string {
    return `unit_${this.#depth}`;
  }

  /** Whether the transaction or savepoint around it has ended, and this one with it. */
  get orphaned(): boolean {
    return this.parent !== undefined && (this.parent.#closed || this.parent.orphaned);
  }

  before(): void {
    this.#assertUsable();
    // What another call chain does now would be undone with the inner savepoint, unnoticed.
    const inner = this.#inner;
    if (inner && !innermost((current) => current.unit.isWithin(inner))) {
      throw new UnitClosedError(`"${inner.name}" runs inside "${this.name}": await it before using the outer handle`);
    }
  }

  failed(error: unknown): void {
    // A refused value never reached the engine.
    if (!(error instanceof ValueError)) this.#failed ??= error;
  }

  /** From now on its handle is dead. Those who still use it are told the reason, or else that the transaction has ended. */
  close(reason?: Error): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reason = reason;
  }

  /** Notes that its work stays. */
  keep(): void {
    this.#kept = true;
  }

  /** Throws what spoiled the unit even when its work swallowed the error: such a unit cannot commit on Postgres. */
  assertCommittable(): void {
    this.#assertOpen();
    if (this.#failed) throw this.#failed;
    this.parent?.assertCommittable();
  }

  /** Nested units run one after another, each in its own savepoint. */
  inTurn<T>(inner: Unit, work: () => Promise<T>): Promise<T> {
    const turn = this.#nested.then(async () => {
      this.before();
      this.#inner = inner;
      try {
        return await work();
      } finally {
        this.#inner = undefined;
      }
    });
    this.#nested = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when no nested unit runs or waits, so that none outlives this one. */
  async nestedDone(): Promise<void> {
    for (let last: unknown; last !== this.#nested; ) {
      last = this.#nested;
      await last;
    }
  }

  isWithin(unit: Unit): boolean {
    return this === unit || (this.parent?.isWithin(unit) ?? false);
  }

  #assertOpen(): void {
    if (this.#closed) throw this.#reason ?? new UnitClosedError(`the transaction of "${this.name}" has ended`);
  }

  #assertUsable(): void {
    this.#assertOpen();
    if (this.#failed) {
      throw new UnitClosedError(
        `an earlier statement of "${this.name}" failed; nothing more can run in its transaction`,
        { cause: this.#failed },
      );
    }
    if (this.parent) this.parent.#assertUsable();
  }
}

/** A unit that a call chain runs in, and how to start another inside it. */
interface Current {
  writer: object;
  unit: Unit;
  outer: Current | undefined;
  nest<T>(inner: Unit, work: Work<T>): Promise<T>;
}

const chain = new AsyncLocalStorage<Current>();

/** Runs the work of a unit, and lets what it calls find the unit by `enclosing`. */
export async function runWithin<T>(current: Omit<Current, "outer">, work: Work<T>, db: Write): Promise<T> {
  running += 1;
  clearTimeout(rest);
  let failed = true;
  try {
    const result = await chain.run({ ...current, outer: innermost(() => true) }, work, db);
    failed = false;
    return result;
  } finally {
    running -= 1;
    if (running === 0) restAfter(failed ? WHILE_LEFTOVERS_MS : WHILE_BUSY_MS);
  }
}

// While Node follows call chains, every promise of the process costs a little more: a reader of lists pays a twentieth of its time. So it
// stops where nobody writes; what a failed unit may have left running is still told for a while that its transaction has ended.
const WHILE_BUSY_MS = 1_000;
const WHILE_LEFTOVERS_MS = 60_000;
let running = 0;
let rest: NodeJS.Timeout | undefined;
let restsAt = 0;

function restAfter(ms: number): void {
  restsAt = Math.max(restsAt, performance.now() + ms);
  rest = setTimeout(() => chain.disable(), restsAt - performance.now()).unref();
}

/** The unit of this writer that a `write` of the current call chain joins instead of waiting for it. */
export function enclosing(writer: object): Current | undefined {
  return innermost((current) => current.writer === writer);
}

// What is left running when its unit has ended well, such as a timer, is no longer part of it.
function innermost(wanted: (current: Current) => boolean): Current | undefined {
  let current = chain.getStore();
  while (current && (current.unit.kept || !wanted(current))) current = current.outer;
  return current;
}

/** Settles as `work` does, or closes the unit and rejects with `UnitAbortedError` after `limitMs`. */
export async function withinLimit<T>(unit: Unit, limitMs: number, work: () => Promise<T> | T): Promise<T> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const aborted = new UnitAbortedError(unit.name, limitMs);
      unit.close(aborted);
      reject(aborted);
    }, limitMs);
  });
  try {
    const result = await Promise.race([work(), limit]);
    // A unit that blocked the thread never let the timer fire.
    if (performance.now() - started > limitMs) throw new UnitAbortedError(unit.name, limitMs);
    return result;
  } finally {
    clearTimeout(timer);
  }
}
