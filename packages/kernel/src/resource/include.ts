import { firstOfEach, isOneOf, listOf } from "@plinth/database";
import { and, type SQL } from "drizzle-orm";
import type { QueryContext } from "../context.ts";
import { badRequest } from "../failure.ts";
import { alive, seenBy } from "./choose.ts";
import { type Definition, keyOf } from "./definition.ts";
import { asSql } from "./operators.ts";
import { orderBy } from "./order.ts";
import type { ToMany, ToOne } from "./relations.ts";
import type { AnyRow, Build, Piece } from "./statements.ts";
import type { ResourceTypes } from "./types.ts";

/** What to include, as the input's schema lets it through. */
export type Included = { [name: string]: true | { include?: Included | undefined } | undefined };

/** How many related rows one relation may bring to one page. */
const MOST_RELATED = 10_000;

/** Gives rows what is related to them: one statement for each relation and level, each through the rules of what it brings. */
export async function bringAlong(
  definition: Definition,
  ctx: QueryContext,
  rows: readonly AnyRow[],
  include: Included = {},
): Promise<AnyRow[]> {
  const asked = Object.entries(include).filter(([, what]) => what !== undefined);
  if (rows.length === 0 || asked.length === 0) return [...rows];
  const found = await Promise.all(
    asked.map(async ([name, what]) => {
      const relation = definition.include[name];
      if (!relation) throw badRequest(`There is nothing named "${name}" to include.`);
      const inner = what === true ? undefined : what?.include;
      const of =
        relation.kind === "one"
          ? await oneOf(definition, ctx, relation, rows, inner)
          : await manyOf(ctx, relation, rows, inner);
      return [name, of] as const;
    }),
  );
  return rows.map((row) => ({ ...row, ...Object.fromEntries(found.map(([name, of]) => [name, of(row)])) }));
}

type Related = (row: AnyRow) => unknown;

async function oneOf(
  definition: Definition,
  ctx: QueryContext,
  { target, column }: ToOne<ResourceTypes>,
  rows: readonly AnyRow[],
  include: Included | undefined,
): Promise<Related> {
  const related = target().definition;
  const key = keyOf(definition.columns, column);
  const ids = [...new Set(rows.map((row) => row[key]).filter((id) => id !== null))];
  const wanted: Piece = {
    shape: "",
    bound: [{ kind: String, value: listOf(related.id, ids) }],
    sql: (_, [list = "[]"]) => isOneOf(related.id, asSql(list)),
  };
  const pieces = [wanted, seenBy(related, ctx.actor), alive(related)];
  const found = ids.length === 0 ? [] : await related.statements.all(ctx.db, "one", pieces, selectWhere(related));
  const whole = await bringAlong(related, ctx, found, include);
  const byId = new Map(whole.map((row) => [row.id, row]));
  return (row) => byId.get(row[key]) ?? null;
}

async function manyOf(
  ctx: QueryContext,
  { target, column, limit, sort }: ToMany<ResourceTypes>,
  rows: readonly AnyRow[],
  include: Included | undefined,
): Promise<Related> {
  if (rows.length * limit > MOST_RELATED) {
    throw badRequest("This would bring too many related rows along. Ask for fewer rows, or include less.");
  }
  const related = target().definition;
  const key = keyOf(related.columns, column);
  const [usual = ""] = related.sorts.keys();
  const order = orderBy(related.sorts.get(sort ?? usual) ?? []);
  const parents = listOf(
    column,
    rows.map(({ id }) => id),
  );
  const pieces: Piece[] = [
    { shape: "", bound: [{ kind: String, value: parents }], sql: (_db, [list = "[]"]) => asSql(list) },
    { shape: "", bound: [{ kind: Number, value: limit }], sql: (_db, [most = limit]) => asSql(most) },
    ...[seenBy(related, ctx.actor), alive(related)],
  ];
  const build: Build = (db, [list, most, ...conditions]) =>
    db
      .select({ ...related.selected, [key]: column })
      .from(related.table)
      .where(
        firstOfEach({
          ...{ id: related.id, belongsTo: column, orderBy: order, limit: most, where: and(...conditions) },
          parents: list as SQL,
        }),
      )
      .orderBy(...order);
  const found = await related.statements.all(ctx.db, `many of ${key} by ${sort ?? usual}`, pieces, build);
  const whole = await bringAlong(related, ctx, found, include);
  const groups = new Map<unknown, AnyRow[]>(rows.map(({ id }) => [id, []]));
  for (const row of whole) groups.get(row[key])?.push(row);
  return ({ id }) => groups.get(id) ?? [];
}

function selectWhere({ selected, table }: Definition): Build {
  return (db, conditions) =>
    db
      .select(selected)
      .from(table)
      .where(and(...conditions));
}
