import { affects, type RowsRead, shareColumn, type TableChange, tableName } from "@plinth/database";

/** Those who read the same rows of a table. */
interface Place<Q> {
  queries: Set<Q>;
  /** Called when nobody is left. */
  vanish(): void;
}

interface Readers<Q> {
  /** Of any of its rows, by the columns that they speak of: many queries are one statement and speak of the same. */
  whole: Map<string, Place<Q> & { columns: RowsRead["columns"] }>;
  /** By column, and by the value that the rows have there. */
  keyed: Map<string, Map<string, Place<Q>>>;
}

/** Who reads which rows: finds those whom a change may concern, in a time that does not depend on how many others there are. */
export class ReadIndex<Q> {
  readonly #tables = new Map<string, Readers<Q>>();
  readonly #places = new Map<Q, Place<Q>[]>();
  readonly #reads = new Map<Q, readonly RowsRead[]>();

  /** Replaces what `query` reads. */
  set(query: Q, reads: readonly RowsRead[]): void {
    if (isSame(this.#reads.get(query), reads)) return;
    const left = this.#places.get(query) ?? [];
    const places = [...new Set(reads.flatMap((read) => this.#placesOf(read)))];
    for (const { queries } of places) queries.add(query);
    for (const place of left) if (!places.includes(place)) leave(place, query);
    this.#places.set(query, places);
    this.#reads.set(query, reads);
  }

  delete(query: Q): void {
    for (const place of this.#places.get(query) ?? []) leave(place, query);
    this.#places.delete(query);
    this.#reads.delete(query);
  }

  affectedBy(change: TableChange): Set<Q> {
    const found = new Set<Q>();
    const { table, keys } = change;
    const readers = this.#tables.get(table);
    if (!readers) return found;
    for (const { columns, queries } of readers.whole.values()) {
      if (shareColumn(change.columns, columns)) for (const query of queries) found.add(query);
    }
    const add = (place: Place<Q> | undefined) => {
      for (const query of place?.queries ?? []) {
        if (this.#reads.get(query)?.some((read) => affects(change, read))) found.add(query);
      }
    };
    for (const [column, byValue] of readers.keyed) {
      const values = keys?.get(column);
      if (values) for (const value of values) add(byValue.get(value));
      else for (const place of byValue.values()) add(place);
    }
    return found;
  }

  all(): Iterable<Q> {
    return this.#places.keys();
  }

  #placesOf({ table, column, values, columns }: RowsRead): Place<Q>[] {
    const name = tableName(table);
    const readers = this.#tables.get(name) ?? { whole: new Map(), keyed: new Map() };
    this.#tables.set(name, readers);
    if (column === undefined || values === undefined) {
      const { whole } = readers;
      const key = columns ? [...columns].sort().join() : "*";
      const place = whole.get(key) ?? { columns, queries: new Set(), vanish: () => whole.delete(key) };
      whole.set(key, place);
      return [place];
    }
    const byValue = readers.keyed.get(column) ?? new Map<string, Place<Q>>();
    readers.keyed.set(column, byValue);
    return values.map((value) => {
      const place = byValue.get(value) ?? { queries: new Set(), vanish: () => byValue.delete(value) };
      byValue.set(value, place);
      return place;
    });
  }
}

/** Whether a query reads what it read before, as it mostly does. */
function isSame(before: readonly RowsRead[] | undefined, now: readonly RowsRead[]): boolean {
  return before?.length === now.length && before.every((read, at) => isSameRead(read, now[at]));
}

function isSameRead(before: RowsRead, now: RowsRead | undefined): boolean {
  if (now?.table !== before.table || now.column !== before.column || now.columns !== before.columns) return false;
  return (
    now.values?.length === before.values?.length &&
    (now.values ?? []).every((value, at) => value === before.values?.[at])
  );
}

function leave<Q>({ queries, vanish }: Place<Q>, query: Q): void {
  queries.delete(query);
  if (queries.size === 0) vanish();
}
