import type { Database } from "better-sqlite3";

// Only tools such as the sqlite3 shell write from outside, and asking costs as much as a small query.
const LOOK_OUTSIDE_MS = 500;

/**
 * Counts commits, of the whole file and of the tables somebody asks about: the writer's at once, another process's within half a second.
 * Temporary triggers on the writer's connection tell which tables a commit touched; nothing of them is left in the file.
 */
export class Versions {
  #commits = 0;
  readonly #commitsOf = new Map<string, number>();
  readonly #touched = new Set<string>();
  readonly #dataVersion: () => number;
  #outside = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** @param writing - the writer's own connection: seen from there, only others' commits change `data_version`. */
  constructor(readonly writing: Database) {
    writing.function("plinth_touched", (table: string) => {
      this.#touched.add(table);
      return null;
    });
    // https://www.sqlite.org/pragma.html#pragma_data_version
    const dataVersion = writing.prepare("pragma data_version").pluck();
    this.#dataVersion = () => dataVersion.get() as number;
  }

  /** Called after each commit of the writer. */
  committed(): void {
    this.#commits += 1;
    for (const table of this.#touched) {
      const commits = this.#commitsOf.get(table);
      if (commits !== undefined) this.#commitsOf.set(table, commits + 1);
    }
    this.#touched.clear();
  }

  /** Another number after every commit that may have changed one of these tables; without tables, after every commit. */
  of(tables: readonly string[] | undefined): number {
    const now = performance.now();
    if (now - this.#lookedAt > LOOK_OUTSIDE_MS) {
      this.#lookedAt = now;
      this.#outside = this.#dataVersion();
    }
    if (!tables) return this.#outside + this.#commits;
    let sum = this.#outside;
    for (const table of tables) sum += this.#commitsOf.get(table) ?? this.#watch(table);
    return sum;
  }

  /** A trigger made inside a transaction would go with it; until there is none, every commit counts. */
  #watch(table: string): number {
    if (!this.writing.inTransaction) {
      for (const change of ["insert", "update", "delete"]) {
        this.writing.exec(
          `create temp trigger "touched_${table}_${change}" after ${change} on main."${table}" begin select plinth_touched('${table}'); end`,
        );
      }
      this.#commitsOf.set(table, this.#commits);
    }
    return this.#commits;
  }
}
