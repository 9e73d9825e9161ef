import type { Read } from "@plinth/database";
import { and, sql } from "drizzle-orm";
import type { QueryContext } from "../context.ts";
import { cursorOf, type Position, positionAt } from "../cursors.ts";
import { alive, type Choice, chosen, type KnownOnlooker, seenBy, soughtBy } from "./choose.ts";
import type { Definition } from "./definition.ts";
import { problemOf, toColumn, toPosition } from "./fields.ts";
import { bringAlong, type Included } from "./include.ts";
import { USUAL_LIMIT } from "./inputs.ts";
import { asSql } from "./operators.ts";
import { behind, inPart, keysWithin, orderWithin, type Part, partsOf, type SortKey } from "./order.ts";
import type { AnyRow, Build, Parameter, Piece } from "./statements.ts";

/** A call of `list`, as its schema lets it through. */
export interface ListQuery extends Choice {
  sort?: string | undefined;
  include?: Included | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** A page of what the actor sees and asks for. Pages that follow each other's cursors show every row exactly once. */
export async function listRows(definition: Definition, ctx: QueryContext, query: ListQuery) {
  const { limit = USUAL_LIMIT, include } = query;
  const best = await bestMatches(definition, ctx, query, limit);
  const { items, nextCursor } = best ? { items: best, nextCursor: null } : await page(definition, ctx, query, limit);
  if (items.length === 0) await parentIsSeen(definition, ctx, query);
  return { items: await bringAlong(definition, ctx, items, include), nextCursor };
}

/** An empty answer says nothing of whether what it lies within exists; this does, to those who may know. */
export async function parentIsSeen({ within, parent }: Definition, ctx: QueryContext, choice: Choice): Promise<void> {
  // Safe because the input's schema wants an id there.
  if (within !== undefined) await parent?.(ctx, choice[within] as string);
}

async function page(definition: Definition, ctx: QueryContext, query: ListQuery, limit: number) {
  const [usual = ""] = definition.sorts.keys();
  const { sort = usual, cursor } = query;
  const keys = definition.sorts.get(sort) ?? [];
  const list = listName(definition, sort, query);
  const place =
    cursor === undefined ? undefined : positionAt(list, cursor, (given) => fitting(definition, keys, given));
  // One row more than asked for tells whether there is a next page.
  const rows = await rowsBehind(definition, ctx, { query, keys, place, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last
      ? cursorOf(
          list,
          keys.map(({ field }) => toPosition(last[field])),
        )
      : null,
  };
}

/** All that decides what is in a list and in which order, so that a cursor of another one is told from its own. */
function listName({ name, within }: Definition, sort: string, { where, search, ...rest }: ListQuery): string {
  return JSON.stringify([name, sort, within === undefined ? null : rest[within], where ?? {}, search?.trim() ?? ""]);
}

function fitting(definition: Definition, keys: readonly SortKey[], position: Position): Position | undefined {
  if (position.length !== keys.length) return undefined;
  const fits = keys.every(({ field, column, nullable }, at) => {
    const value = position[at];
    return value === null ? nullable : problemOf(column, toColumn(definition, field, value)) === undefined;
  });
  return fits ? position : undefined;
}

interface Reading {
  query: ListQuery;
  keys: readonly SortKey[];
  place: Position | undefined;
  limit: number;
}

/** One part after the other, as many as it takes; nearly always one. */
async function rowsBehind(definition: Definition, { db, actor }: QueryContext, reading: Reading): Promise<AnyRow[]> {
  const { query, keys, place, limit } = reading;
  const parts = partsOf(keys);
  const start = place?.[0] === null ? "nulls" : (parts[0] ?? "whole");
  const rows: AnyRow[] = [];
  for (const part of parts.slice(parts.indexOf(start))) {
    const from = part === start ? place : undefined;
    const missing = limit - rows.length;
    const statement = listStatement(definition, actor, { query, keys, part, place: from, limit: missing });
    rows.push(...(await definition.statements.all(db, statement.shape, statement.pieces, statement.build)));
    if (rows.length >= limit) break;
  }
  return rows;
}

/** One part of a list as a statement. */
export function listStatement(
  definition: Definition,
  onlooker: KnownOnlooker,
  { query, keys, part, place, limit }: Reading & { part: Part },
) {
  const rest = keysWithin(keys, part);
  const among = part === "nulls" ? place?.slice(1) : place;
  const pieces: Piece[] = [
    limited(limit),
    ...[seenBy(definition, onlooker), alive(definition)],
    ...chosen(definition, query),
    { shape: part, bound: [], sql: () => inPart(keys, part) },
    ...(among ? [placed(definition, rest, among)] : []),
  ];
  const build: Build = (db, [most, ...conditions]) =>
    db
      .select(definition.selected)
      .from(definition.table)
      .where(and(...conditions))
      .orderBy(...orderWithin(keys, part))
      // Safe because drizzle takes whatever stands for a number; its types know placeholders only.
      .limit(most as unknown as number);
  return { shape: `list by ${keys.map(({ field, down }) => `${down ? "-" : ""}${field}`).join()}`, pieces, build };
}

/** The rows behind a place. */
function placed(definition: Definition, keys: readonly SortKey[], place: Position): Piece {
  const bound = keys.flatMap(({ field, column }, at) => {
    const value = place[at];
    return value === null ? [] : [{ kind: column, value: toColumn(definition, field, value) }];
  });
  return {
    // Which of its values are NULL decides what the condition is.
    shape: `behind ${place.map((value) => (value === null ? "null" : "value")).join()}`,
    bound,
    sql: (_, parameters) => {
      let at = 0;
      return behind(
        keys,
        place.map((value) => (value === null ? null : asSql(parameters[at++] ?? ""))),
      );
    },
  };
}

/** What a search finds, the best first, when it asks for no other order. A page further on would need ranks to stand still. */
async function bestMatches(
  definition: Definition,
  { db, actor }: QueryContext,
  query: ListQuery,
  limit: number,
): Promise<AnyRow[] | undefined> {
  const { search, statements, selected, table, id } = definition;
  const value = soughtBy(definition, query);
  if (!search || value === undefined || query.sort !== undefined || query.cursor !== undefined) return undefined;
  const rank = (own: Read, parameter: Parameter) => search.matches(own, asSql(parameter)).rank;
  if (!rank(db, "")) return undefined;
  const pieces: Piece[] = [
    limited(limit),
    { shape: "", bound: [{ kind: String, value }], sql: (own, [given = ""]) => rank(own, given) },
    ...[seenBy(definition, actor), alive(definition)],
    ...chosen(definition, query),
  ];
  return statements.all(db, "best", pieces, (own, [most, best, ...conditions]) =>
    own
      .select(selected)
      .from(table)
      .where(and(...conditions))
      .orderBy(sql`${best}`, sql`${id} asc`)
      // Safe because drizzle takes whatever stands for a number; its types know placeholders only.
      .limit(most as unknown as number),
  );
}

const limited = (limit: number): Piece => ({
  shape: "",
  bound: [{ kind: Number, value: limit }],
  sql: (_, [given = limit]) => asSql(given),
});
