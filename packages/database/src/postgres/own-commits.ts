import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { tableName } from "../changes.ts";

/** How often this process's own transactions wrote to a table, at once when they have committed. */
export class OwnCommits {
  /** How many there were. */
  count = 0;
  readonly #touching = new Map<string, number>();

  add(written: Iterable<string>): void {
    this.count += 1;
    for (const table of written) this.#touching.set(table, (this.#touching.get(table) ?? 0) + 1);
  }

  /** Those that may have changed the table, also by way of a reference to another one. */
  touching(table: PgTable): number {
    let sum = 0;
    for (const name of sourcesOf(table)) sum += this.#touching.get(name) ?? 0;
    return sum;
  }
}

const sources = new WeakMap<PgTable, ReadonlySet<string>>();

/** The table, and those whose deleted rows take rows of it along or change them. */
function sourcesOf(table: PgTable): ReadonlySet<string> {
  let names = sources.get(table);
  if (!names) {
    names = collect(table, new Set());
    sources.set(table, names);
  }
  return names;
}

function collect(table: PgTable, names: Set<string>): Set<string> {
  const name = tableName(table);
  if (names.has(name)) return names;
  names.add(name);
  for (const key of getTableConfig(table).foreignKeys) collect(key.reference().foreignTable, names);
  return names;
}
