import { type Placeholder, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import { engine } from "./engine.ts";
import type { Read } from "./handles.ts";
import * as postgres from "./postgres/search.ts";
import { MOST_COLUMNS } from "./search-limits.ts";
import type { Search } from "./search-query.ts";
import * as sqlite from "./sqlite/search.ts";

/** What a full-text index holds. */
export interface SearchedTable {
  table: PgTable;
  /** The primary key. */
  key: AnyPgColumn;
  /** When a row was made. Hits come newest first. */
  at: AnyPgColumn;
  /** A reference to what the rows belong to, such as a workspace: a search stays within one, at the cost of that one alone. */
  within?: AnyPgColumn;
  /** At most four. Where there are several, the first is the heading. */
  columns: readonly [AnyPgColumn, ...AnyPgColumn[]];
}

/** Where and in what to search. */
export interface SearchScope {
  /** The id of what the rows belong to. Needed where the index has a `within`. */
  within?: string;
  /** In the heading alone. */
  heading?: boolean;
}

/** A search as a database reads it: the value of a parameter, or that parameter. */
export type Sought = string | SQL | Placeholder;

/** Which hits. */
export interface Seeking {
  sought: Sought;
  /** How many are enough. */
  limit: number | SQL | Placeholder;
  /** What a row of the table must fulfil besides, such as not to be deleted. */
  where?: SQL | undefined;
}

/** What the rows of a table are found by: the words in some of its columns. */
export interface FullText {
  /** Its name, and that of what the database keeps for it. */
  name: string;
  searched: SearchedTable;
  /** Turns a search into the value of a `String` parameter. */
  seek(search: Search, scope?: SearchScope): string;
  /** The condition that a row of the table is found. */
  matches(sought: Sought): SQL;
  /** The newest rows that are found, to select from and to join the table to on `key`. */
  hits(db: Read, seeking: Seeking): Hits;
  /** The order of hits. */
  newestFirst(hits: Hits): SQL[];
}

export type Hits = ReturnType<typeof subquery>;

/**
 * Names a full-text index. It is made by a migration that holds `fullTextStatements`, whose triggers keep it in step within each transaction,
 * whoever writes. See docs/guide/search.md.
 *
 * @example
 * export const taskSearch = fullText("task_search", {
 *   table: tasks, key: tasks.id, at: tasks.createdAt, within: tasks.workspaceId, columns: [tasks.title, tasks.body],
 * });
 * const sought = taskSearch.seek(search, { within: workspaceId });
 * const hits = taskSearch.hits(db, { sought, limit: 20, where: isNull(tasks.deletedAt) });
 * await db.select().from(hits).innerJoin(tasks, eq(tasks.id, hits.key)).orderBy(...taskSearch.newestFirst(hits));
 */
export function fullText(name: string, searched: SearchedTable): FullText {
  if (searched.columns.length > MOST_COLUMNS) throw new Error(`a full-text index has at most ${MOST_COLUMNS} columns`);
  const own = engine === "postgres" ? postgres : sqlite;
  return {
    name,
    searched,
    seek: (search, scope = {}) => {
      if ((scope.within === undefined) !== (searched.within === undefined)) {
        throw new Error(`a search of ${name} ${searched.within ? "needs" : "has no"} \`within\``);
      }
      return own.seek(searched, search, scope);
    },
    matches: (sought) => own.matches(name, searched, sought),
    hits: (db, seeking) => subquery(db, name, own.hits(name, searched, seeking)),
    newestFirst: ({ at, key }) => [sql`${at} desc`, sql`${key} desc`],
  };
}

function subquery(db: Read, name: string, hits: SQL) {
  // Named after the index, because drizzle gives them to a query without saying whose they are.
  const fields = { key: sql<string>`found.key`.as(`${name}_key`), at: sql`found.at`.as(`${name}_at`) };
  return db.select(fields).from(sql`(${hits}) as found`).as(`${name}_hits`);
}

/** What a migration must hold for full-text indexes, for the engine of this process: what makes them, and fills them from what is there. */
export function fullTextStatements(indexes: readonly FullText[]): string[] {
  const { declarations, statements } = engine === "postgres" ? postgres : sqlite;
  return [...declarations(), ...indexes.flatMap(({ name, searched }) => statements(name, searched))];
}
