import {
  type AnyColumn,
  type ParameterKind,
  type ParameterPlaceholders,
  type ParameterValues,
  prepared,
  type Read,
  type RowQuery,
  sharesReads,
} from "@plinth/database";
import { and, eq, type SQL, type SQLWrapper } from "drizzle-orm";
import type { QueryContext } from "../context.ts";
import { preparedFor } from "./prepared-for.ts";
import type { Onlooker, Sight } from "./sight.ts";

interface Declaration<I, P extends Record<string, ParameterKind>, Found> {
  name: string;
  row: I;
  parameters: P;
  build: (db: Read, $: ParameterPlaceholders<P>, id: SQLWrapper) => RowQuery<Found>;
}

/** See `Rules.listBehind`. */
export function listBehind<
  const I extends Record<string, AnyColumn>,
  const P extends Record<string, ParameterKind>,
  Found,
>(
  { visible }: Sight<string>,
  { name, row, parameters, build }: Declaration<I, P, Found>,
): (ctx: QueryContext, values: ParameterValues<I & P>) => Promise<readonly Found[]> {
  const [[key, id] = []] = Object.entries(row);
  if (!key || !id) throw new TypeError(`"${name}" does not say behind which row its list is`);
  const withId = { ...parameters, [key]: id };
  // Safe in both because the parameters are the declared ones and the row's id.
  const idOf = ($: object) => Reflect.get($, key) as SQL;
  const rowSeenBy = (db: Read, $: object, onlooker: Onlooker) => {
    const isThis = and(eq(id, idOf($)), visible(db, onlooker));
    return db.select({ id }).from(id.table).where(isThis);
  };
  const list = ($: object) => $ as ParameterPlaceholders<P>;
  // The row itself, or nothing when it may not be seen, under which an index finds nothing. A condition on each row of the list would be asked
  // of all of them, so that whoever may not see it could tell by the time it takes how much there is.
  const whole = preparedFor(name, withId, (db, $, onlooker) => build(db, list($), rowSeenBy(db, $, onlooker)));
  const gate = preparedFor(`${name}: gate`, { [key]: id }, rowSeenBy);
  const behind = prepared(`${name}: behind`, withId, (db, $) => build(db, list($), idOf($)));
  return async (ctx, values) => {
    if (!sharesReads(ctx.db)) return whole.all(ctx, values as never);
    const seen = await gate.first(ctx, { [key]: Reflect.get(values, key) } as never);
    return seen ? behind.all(ctx.db, values as never) : [];
  };
}
