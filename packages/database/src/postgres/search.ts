import { and, type SQL, sql } from "drizzle-orm";
import { getTableName } from "drizzle-orm/table";
import type { SearchedTable, SearchScope, Seeking, Sought } from "../search.ts";
import { indexedLength, LONGEST_WORD } from "../search-limits.ts";
import type { Search, SearchTerm } from "../search-query.ts";
import { uuidValue } from "../values.ts";
import { wordsFunction } from "./search-words.ts";

// A table beside the table, with its words parted by our own function: Postgres's parser takes addresses, paths and hyphens for words and
// forgets where a frequent word stands. See docs/decisions/007-one-search-two-engines.md.

/** More hits than this are not gathered and sorted: the newest rows are looked through instead, which soon has enough. */
const FEW = 1_000;

/** One string for three things, a line each: what to stay within, a tsquery, then the phrases. No word holds a line break, quote or percent sign. */
export function seek({ columns }: SearchedTable, { terms }: Search, { within, heading }: SearchScope): string {
  const mark = heading && columns.length > 1 ? "." : "";
  const lexemes = terms.flatMap(({ words, prefix }) => words.map((word) => lexeme(mark, word, prefix)));
  const scope = within === undefined ? "" : uuidValue(within);
  if (scope) lexemes.unshift(`'/${scope}'`);
  const phrases = terms.filter(({ words }) => words.length > 1).map(({ words }) => like(mark, words));
  return [scope, lexemes.join(" & "), ...phrases].join("\n");
}

function lexeme(mark: string, word: string, prefix: boolean): string {
  const kept = [...word].slice(0, LONGEST_WORD).join("");
  return `'${mark}${kept}'${prefix || kept !== word ? ":*" : ""}`;
}

const like = (mark: string, words: SearchTerm["words"]) => `% ${words.map((word) => mark + word).join(" ")} %`;

export function matches(name: string, { key }: SearchedTable, sought: Sought): SQL {
  const index = sql.identifier(name);
  return sql`${key} in (select ${index}.key from ${index} where ${index}.lexemes @@ plinth_sought(${sought}) and ${hasPhrases(name, sought)})`;
}

/**
 * The newest rows that are found. Which way is short depends on how many there are, and the planner cannot know: a GIN index gives all or nothing,
 * in no order.
 */
export function hits(name: string, { table, key, within }: SearchedTable, { sought, limit, where }: Seeking): SQL {
  const index = sql.identifier(name);
  const howMany = sql`(select count(*) from few)`;
  const scope = within ? sql`${index}.within = split_part(${sought}, E'\\n', 1)::uuid` : sql`${index}.within is null`;
  return sql`with few as materialized (
      select ${index}.key, ${index}.at from ${index}
      where ${index}.lexemes @@ plinth_sought(${sought}) and ${hasPhrases(name, sought)} limit ${sql.raw(String(FEW + 1))}
    )
    (select few.key, few.at from few inner join ${table} on ${key} = few.key
      where ${and(sql`${howMany} <= ${sql.raw(String(FEW))}`, where)}
      order by few.at desc, few.key desc limit ${limit})
    union all
    (select ${index}.key, ${index}.at from ${index} inner join ${table} on ${key} = ${index}.key
      where ${and(sql`${howMany} > ${sql.raw(String(FEW))}`, scope, sql`ts_match_vq(${index}.lexemes, plinth_sought(${sought}))`, hasPhrases(name, sought), where)}
      order by ${index}.at desc, ${index}.key desc limit ${limit})`;
}

// As a CASE the planner takes it for something that half of the rows fulfil, and not for next to none.
function hasPhrases(name: string, sought: Sought): SQL {
  const index = sql.identifier(name);
  return sql`case when split_part(${sought}, E'\\n', 3) = '' then true else ${index}.words like all ((string_to_array(${sought}, E'\\n'))[3:]) end`;
}

/** Not marked as safe for parallel plans: to start their workers takes longer than any search. */
const soughtFunction = `CREATE OR REPLACE FUNCTION plinth_sought(sought text) RETURNS tsquery LANGUAGE sql STABLE AS $$
  SELECT split_part(sought, E'\\n', 2)::tsquery
$$;`;

export const declarations = (): string[] => [wordsFunction, soughtFunction];

export function statements(name: string, { table, key, at, within, columns }: SearchedTable): string[] {
  const own = getTableName(table);
  const [heading = "", ...others] = columns.map(
    ({ name }) => `plinth_words(given.${name}, ${indexedLength(columns.length)})`,
  );
  // Where there are others, the heading's words once more, each marked, so that they can be asked for alone.
  const marked = others.length > 0 ? ["rtrim(replace(heading, ' ', ' .'), '.')"] : [];
  const words = [...marked, "heading", ...others].join(" || E'\\n' || ");
  const scope = within ? ` || ('/' || given.${within.name})` : "";
  const watched = [...(within ? [within] : []), ...columns].map((column) => column.name);
  return [
    `CREATE TABLE ${name} (
  key uuid PRIMARY KEY REFERENCES ${own} ON DELETE CASCADE,
  at timestamp(3) with time zone NOT NULL,
  within uuid${within ? " NOT NULL" : ""},
  words text COLLATE "C" NOT NULL,
  lexemes tsvector NOT NULL
);`,
    `-- The words of a row, and each of them once, cut to ${LONGEST_WORD + 5} characters.
CREATE FUNCTION ${name}_of(given ${own}) RETURNS ${name} LANGUAGE plpgsql STABLE AS $$
DECLARE
  heading text := ${heading};
  words text := ${words};
  distinct_words text[] := array(SELECT DISTINCT left(word, ${LONGEST_WORD + 5}) FROM unnest(string_to_array(words, ' ')) AS word WHERE word NOT IN ('', E'\\n'));
BEGIN
  RETURN (given.${key.name}, given.${at.name}, ${within ? `given.${within.name}` : "NULL::uuid"}, words, array_to_tsvector(distinct_words${scope}));
END $$;`,
    `INSERT INTO ${name} SELECT found.* FROM ${own}, ${name}_of(${own}) AS found;`,
    `-- Without a list of what is new, which a search would have to read through, and which makes searches clash with every write.
CREATE INDEX ${name}_lexemes ON ${name} USING gin (lexemes) WITH (fastupdate = off);`,
    `CREATE INDEX ${name}_newest ON ${name} (within, at DESC, key DESC);`,
    `CREATE FUNCTION ${name}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ${name} SELECT found.* FROM ${name}_of(new) AS found
    ON CONFLICT (key) DO UPDATE SET within = excluded.within, words = excluded.words, lexemes = excluded.lexemes;
  RETURN NULL;
END $$;`,
    `CREATE TRIGGER ${name}_inserted AFTER INSERT ON ${own} FOR EACH ROW EXECUTE FUNCTION ${name}_keep();`,
    `CREATE TRIGGER ${name}_updated AFTER UPDATE OF ${watched.join(", ")} ON ${own} FOR EACH ROW
  WHEN (${watched.map((column) => `new.${column} IS DISTINCT FROM old.${column}`).join(" OR ")})
  EXECUTE FUNCTION ${name}_keep();`,
  ];
}
