import { and, type SQL, sql } from "drizzle-orm";
import { getTableName } from "drizzle-orm/table";
import type { SearchedTable, SearchScope, Seeking, Sought } from "../search.ts";
import { indexedLength } from "../search-limits.ts";
import type { Search, SearchTerm } from "../search-query.ts";
import { uuidValue } from "../values.ts";

// An FTS5 table without contents beside the table, under numbers that sort by creation, and a plain table that says which key a number is.
// See https://www.sqlite.org/fts5.html and docs/decisions/007-one-search-two-engines.md.

/** The ids of what rows belong to begin with a letter of nobody's, so that no beginning of a word is one of theirs. */
const SCOPE_MARK = 0xe000;
const LATEST_MS = 2 ** 42 - 1;
/** How many rows of one millisecond keep their order. */
const PER_MS = 2 ** 20;

/** An expression in FTS5's own language. Words hold letters and digits only, so that quoting them is enough. */
export function seek({ columns }: SearchedTable, { terms }: Search, { within, heading }: SearchScope): string {
  const names = (heading ? columns.slice(0, 1) : columns).map((_, at) => `c${at}`);
  const found = `{${names.join(" ")}} : (${terms.map(phrase).join(" AND ")})`;
  return within === undefined ? found : `{scope} : "${scopeOf(within)}" AND ${found}`;
}

const phrase = ({ words, prefix }: SearchTerm) => `"${words.join(" ")}"${prefix ? " *" : ""}`;

const scopeOf = (id: string) => String.fromCodePoint(SCOPE_MARK) + uuidValue(id).replaceAll("-", "");

export function matches(name: string, { key }: SearchedTable, sought: Sought): SQL {
  const [index, rows] = [sql.identifier(name), sql.identifier(`${name}_rows`)];
  return sql`${key} in (select ${rows}.key from ${index} cross join ${rows} on ${rows}.place = ${index}.rowid where ${index} match ${sought})`;
}

/** The newest rows that are found. The index has its numbers in order and stops when there are enough; a cross join is taken as it is written. */
export function hits(name: string, { table, key }: SearchedTable, { sought, limit, where }: Seeking): SQL {
  const [index, rows] = [sql.identifier(name), sql.identifier(`${name}_rows`)];
  return sql`select ${rows}.key, ${rows}.place as at
    from ${index} cross join ${rows} on ${rows}.place = ${index}.rowid cross join ${table} on ${key} = ${rows}.key
    where ${and(sql`${index} match ${sought}`, where)} order by ${index}.rowid desc limit (${limit} + 0)`;
}

export const declarations = (): string[] => [];

export function statements(name: string, { table, key, at, within, columns }: SearchedTable): string[] {
  const own = getTableName(table);
  const names = [...(within ? ["scope"] : []), ...columns.map((_, position) => `c${position}`)];
  const valuesOf = (row: string) => [
    ...(within ? [`char(${SCOPE_MARK}) || replace(${row}.${within.name}, '-', '')`] : []),
    ...columns.map((column) => `substr(${row}.${column.name}, 1, ${indexedLength(columns.length)})`),
  ];
  const placeOf = (row: string) => `(SELECT place FROM ${name}_rows WHERE key = ${row}.${key.name})`;
  const firstOf = (row: string) => `min(max(${row}.${at.name}, 0), ${LATEST_MS}) * ${PER_MS}`;
  const watched = [...(within ? [within] : []), ...columns].map((column) => column.name);
  const sets = names.map((column, position) => `${column} = ${valuesOf("new")[position]}`);
  return [
    `CREATE TABLE ${name}_rows (place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;`,
    `CREATE VIRTUAL TABLE ${name} USING fts5(
  ${names.join(", ")}, content='', contentless_delete=1, prefix='2',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);`,
    `INSERT INTO ${name}_rows (place, key)
  SELECT first + row_number() OVER (PARTITION BY first ORDER BY key) - 1, key
  FROM (SELECT ${firstOf(own)} AS first, ${key.name} AS key FROM ${own});`,
    `INSERT INTO ${name} (rowid, ${names.join(", ")})
  SELECT place, ${valuesOf(own).join(", ")}
  FROM ${name}_rows CROSS JOIN ${own} ON ${own}.${key.name} = ${name}_rows.key ORDER BY place;`,
    `-- The next number of its millisecond; where that is full, the one after all.
CREATE TRIGGER ${name}_inserted AFTER INSERT ON ${own} BEGIN
  INSERT INTO ${name}_rows (place, key)
    SELECT nullif(coalesce((SELECT max(place) + 1 FROM ${name}_rows WHERE place BETWEEN first AND first + ${PER_MS - 1}), first), first + ${PER_MS}), new.${key.name}
    FROM (SELECT ${firstOf("new")} AS first);
  INSERT INTO ${name} (rowid, ${names.join(", ")}) VALUES (${[placeOf("new"), ...valuesOf("new")].join(", ")});
END;`,
    `CREATE TRIGGER ${name}_updated AFTER UPDATE OF ${watched.join(", ")} ON ${own}
WHEN ${watched.map((column) => `new.${column} IS NOT old.${column}`).join(" OR ")} BEGIN
  UPDATE ${name} SET ${sets.join(", ")} WHERE rowid = ${placeOf("new")};
END;`,
    `CREATE TRIGGER ${name}_deleted AFTER DELETE ON ${own} BEGIN
  DELETE FROM ${name} WHERE rowid = ${placeOf("old")};
  DELETE FROM ${name}_rows WHERE key = old.${key.name};
END;`,
  ];
}
