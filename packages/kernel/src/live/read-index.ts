import { type RowsRead, type TableChange, tableName } from "@plinth/database";

interface Readers<Q> {
  /** Of any of its rows. */
  whole: Set<Q>;
  /** By column, and by the value that the rows have there. */
  keyed: Map<string, Map<string, Set<Q>>>;
}

/** Who reads which rows: finds those whom a change may concern, in a time that does not depend on how many others there are. */
export class ReadIndex<Q> {
  readonly #tables = new Map<string, Readers<Q>>();
  readonly #places = new Map<Q, Set<Q>[]>();

  /** Replaces what `query` reads. */
  set(query: Q, reads: readonly RowsRead[]): void {
    const left = this.#places.get(query) ?? [];
    const places = [...new Set(reads.flatMap((read) => this.#placesOf(read)))];
    for (const place of places) place.add(query);
    for (const place of left) if (!places.includes(place)) place.delete(query);
    this.#places.set(query, places);
  }

  delete(query: Q): void {
    for (const place of this.#places.get(query) ?? []) place.delete(query);
    this.#places.delete(query);
  }

  /** How many queries are known. */
  get size(): number {
    return this.#places.size;
  }

  affectedBy({ table, keys }: TableChange): Set<Q> {
    const found = new Set<Q>();
    const readers = this.#tables.get(table);
    if (!readers) return found;
    const add = (queries: Iterable<Q>) => {
      for (const query of queries) found.add(query);
    };
    add(readers.whole);
    for (const [column, byValue] of readers.keyed) {
      const values = keys?.get(column);
      if (values) for (const value of values) this.#swept(byValue, value, add);
      else for (const value of byValue.keys()) this.#swept(byValue, value, add);
    }
    return found;
  }

  all(): Iterable<Q> {
    return this.#places.keys();
  }

  /** Values that nobody asks for any more are forgotten when they are met. */
  #swept(byValue: Map<string, Set<Q>>, value: string, add: (queries: Iterable<Q>) => void): void {
    const queries = byValue.get(value);
    if (queries?.size === 0) byValue.delete(value);
    else if (queries) add(queries);
  }

  #placesOf({ table, column, values }: RowsRead): Set<Q>[] {
    const name = tableName(table);
    const readers = this.#tables.get(name) ?? { whole: new Set(), keyed: new Map() };
    this.#tables.set(name, readers);
    if (column === undefined || values === undefined) return [readers.whole];
    const byValue = readers.keyed.get(column) ?? new Map<string, Set<Q>>();
    readers.keyed.set(column, byValue);
    return values.map((value) => {
      const queries = byValue.get(value) ?? new Set();
      byValue.set(value, queries);
      return queries;
    });
  }
}
