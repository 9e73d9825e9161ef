import type { Changes, RowsRead, ShareReads } from "@plinth/database";
import { ReadIndex } from "./read-index.ts";

type Rows = readonly unknown[];

interface SharedRead {
  key: string;
  rows: Rows | Promise<Rows>;
  /** How many there are, once that is known. */
  count: number;
  /** When they were asked for, in milliseconds of the process. */
  at: number;
}

const shared = new WeakSet<object>();

/** Whether this is a row that several have, so that none of them changes it. */
export function isShared(value: object): boolean {
  return shared.has(value);
}

// What is older is read anew, though nothing was heard of a change. When nothing can be heard, that is noticed earlier, and all of it forgotten.
const MOST_MS = 10_000;
const MOST_ROWS = 20_000;

/**
 * What declared reads of live queries gave a moment ago, for those who ask the same: the many whom one commit concerns. What a change is heard
 * of is forgotten before the queries that it concerns run again, so nobody is given less than what woke them.
 */
export class SharedReads implements ShareReads {
  /** The oldest first. */
  readonly #kept = new Map<string, SharedRead>();
  readonly #index = new ReadIndex<SharedRead>();
  #count = 0;

  /** How many reads are kept. */
  get size(): number {
    return this.#kept.size;
  }

  /** The rows of the same read, or those that `read` gives. They are frozen: others have them too. */
  rows<R extends Rows | Promise<Rows>>(key: string, reads: readonly RowsRead[], read: () => R): R {
    const at = performance.now();
    const known = this.#kept.get(key);
    if (known) {
      // Safe because a key stands for one read.
      if (at - known.at < MOST_MS) return known.rows as R;
      this.#forget(known);
    }
    const rows = read();
    const kept: SharedRead = { key, rows, count: 0, at };
    this.#kept.set(key, kept);
    this.#index.set(kept, reads);
    if (!(rows instanceof Promise)) return this.#counted(kept, rows) as R;
    kept.rows = rows.then(
      (found) => this.#counted(kept, found),
      (error) => {
        // Nobody is given a failure of somebody else's.
        this.#forget(kept);
        throw error;
      },
    );
    return kept.rows as R;
  }

  /** Forgets what these changes may have made old. */
  changed(changes: Changes): void {
    if (changes === "everything") for (const kept of [...this.#kept.values()]) this.#forget(kept);
    else for (const change of changes) for (const kept of [...this.#index.affectedBy(change)]) this.#forget(kept);
  }

  #counted(kept: SharedRead, rows: Rows): Rows {
    for (const row of rows) share(row);
    // Forgotten meanwhile, it is only for those who waited for it.
    if (this.#kept.get(kept.key) === kept) {
      kept.count = 1 + rows.length;
      this.#count += kept.count;
      this.#makeRoom(kept.at);
    }
    return Object.freeze(rows);
  }

  #makeRoom(now: number): void {
    for (const oldest of this.#kept.values()) {
      if (this.#count <= MOST_ROWS && now - oldest.at < MOST_MS) break;
      this.#forget(oldest);
    }
  }

  #forget(kept: SharedRead): void {
    if (this.#kept.get(kept.key) !== kept) return;
    this.#kept.delete(kept.key);
    this.#index.delete(kept);
    this.#count -= kept.count;
  }
}

function share(row: unknown): void {
  freeze(row);
  if (typeof row === "object" && row !== null) shared.add(row);
}

/** Whoever changes what others have too is told so at once. A moment cannot be frozen; nobody sets one. */
function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || value instanceof Date) return;
  for (const key in value) freeze((value as Record<string, unknown>)[key]);
  Object.freeze(value);
}
