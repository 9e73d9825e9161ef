import type { Database } from "better-sqlite3";
import type { PgTable } from "drizzle-orm/pg-core";
import { ChangedKeys, Listeners, type OnChange, tableName } from "../changes.ts";
import { type ColumnNames, columnNames } from "../key-columns.ts";
import type { Unit } from "../unit.ts";

// Only tools such as the sqlite3 shell write from outside, and asking costs as much as a small query.
const LOOK_OUTSIDE_MS = 500;

interface Watched {
  /** Commits that touched it. */
  commits: number;
  columns: ColumnNames;
}

// As many columns as there are bits that a number holds exactly.
const MOST_COLUMNS = 50;

/**
 * Counts commits, of the whole file and of the tables somebody asks about, and tells which rows they touched: the writer's at once, another
 * process's within half a second. Temporary triggers on the writer's connection see what is touched; nothing of them is left in the file.
 */
export class SqliteChanges {
  #commits = 0;
  readonly #watched = new Map<string, Watched>();
  readonly #touched = new Map<string, ChangedKeys>();
  readonly #listeners = new Listeners();
  readonly #dataVersion: () => number;
  #outside: number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: NodeJS.Timeout | undefined;
  #ignored: Unit | undefined;

  /** @param writing - the writer's own connection: seen from there, only others' commits change `data_version`. */
  constructor(readonly writing: Database) {
    writing.function("plinth_touched", { varargs: true }, (table, changed, ...values) => {
      this.#touch(String(table), changed === null ? undefined : Number(changed), values);
      return null;
    });
    // https://www.sqlite.org/pragma.html#pragma_data_version
    const dataVersion = writing.prepare("pragma data_version").pluck();
    this.#dataVersion = () => dataVersion.get() as number;
    this.#outside = this.#dataVersion();
  }

  /** Called after each commit of the writer. */
  committed(): void {
    this.#commits += 1;
    const changes = [...this.#touched].map(([table, { found, changed }]) => ({ table, keys: found, columns: changed }));
    this.#touched.clear();
    for (const { table } of changes) {
      const watched = this.#watched.get(table);
      if (watched) watched.commits += 1;
    }
    if (changes.length > 0) this.#listeners.tell(changes);
  }

  /** Nothing is told of what this unit touches, which will be undone. */
  ignore(unit: Unit): void {
    this.#ignored = unit;
  }

  /** Another number after every commit that may have changed one of these tables; without tables, after every commit. */
  of(tables: readonly PgTable[] | undefined): number {
    if (performance.now() - this.#lookedAt > LOOK_OUTSIDE_MS) this.#lookOutside();
    if (!tables) return this.#outside + this.#commits;
    let sum = this.#outside;
    for (const table of tables) sum += this.#commitsOf(table);
    return sum;
  }

  /** Tells of commits that touched watched tables, and of those of other processes, whatever they touched. */
  listen(listener: OnChange): () => void {
    this.#looking ??= setInterval(() => this.#lookOutside(), LOOK_OUTSIDE_MS).unref();
    return this.#listeners.add(listener);
  }

  /** Called between transactions, or in one that is kept: triggers go with the transaction they were made in. */
  watch(tables: readonly PgTable[]): void {
    for (const table of tables) this.#watch(table);
  }

  /** Called when that transaction was not kept. */
  forget(tables: readonly PgTable[]): void {
    for (const table of tables) this.#watched.delete(tableName(table));
  }

  close(): void {
    clearInterval(this.#looking);
  }

  #watch(table: PgTable): void {
    const name = tableName(table);
    if (this.#watched.has(name)) return;
    const columns = columnNames(table);
    const bits = columns.all.map((column, bit) => `((old."${column}" is not new."${column}") << ${bit})`);
    const changed = columns.all.length > MOST_COLUMNS ? "null" : bits.join(" | ");
    const touched = (row: string, mask: string) =>
      `plinth_touched('${name}', ${mask}${columns.keys.map((column) => `, ${row}."${column}"`).join("")})`;
    for (const [change, rows] of Object.entries({ insert: ["new"], update: ["old", "new"], delete: ["old"] })) {
      this.writing.exec(
        `create temp trigger if not exists "touched_${name}_${change}" after ${change} on main."${name}" begin select ${rows.map((row) => touched(row, change === "update" ? changed : "null")).join(", ")}; end`,
      );
    }
    this.#watched.set(name, { commits: this.#commits, columns });
  }

  #touch(table: string, changed: number | undefined, values: unknown[]): void {
    if (this.#ignored?.closed === false) return;
    const { keys = [], all = [] } = this.#watched.get(table)?.columns ?? {};
    let touched = this.#touched.get(table);
    if (!touched) {
      // Nobody listens: that it was touched is enough.
      touched = new ChangedKeys(this.#listeners.size > 0 ? keys : []);
      this.#touched.set(table, touched);
    }
    touched.add(
      values,
      changed === undefined ? undefined : all.filter((_, bit) => Math.floor(changed / 2 ** bit) % 2 === 1),
    );
  }

  #lookOutside(): void {
    this.#lookedAt = performance.now();
    const version = this.#dataVersion();
    if (version === this.#outside) return;
    this.#outside = version;
    this.#listeners.tell("everything");
  }

  /** Until the table can be watched, every commit counts. */
  #commitsOf(table: PgTable): number {
    if (!this.writing.inTransaction) this.#watch(table);
    return this.#watched.get(tableName(table))?.commits ?? this.#commits;
  }
}
