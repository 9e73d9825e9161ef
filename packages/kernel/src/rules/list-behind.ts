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
import type { Sight } from "./sight.ts";

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
  const withPerson = { ...withId, person: String };
  // Safe in all three because the parameters are the declared ones and those added here.
  const idOf = ($: object) => Reflect.get($, key) as SQL;
  const rowSeenBy = (db: Read, $: object) => {
    const isThis = and(eq(id, idOf($)), visible(db, Reflect.get($, "person") as SQL));
    return db.select({ id }).from(id.table).where(isThis);
  };
  const list = ($: object) => $ as ParameterPlaceholders<P>;
  // The row itself, or nothing when it may not be seen, under which an index finds nothing. A condition on each row of the list would be asked
  // of all of them, so that whoever may not see it could tell by the time it takes how much there is.
  const whole = prepared(name, withPerson, (db, $) => build(db, list($), rowSeenBy(db, $)));
  const gate = prepared(`${name}: gate`, { [key]: id, person: String }, rowSeenBy);
  const behind = prepared(`${name}: behind`, withId, (db, $) => build(db, list($), idOf($)));
  return async ({ db, actor }, values) => {
    const asked = { ...values, person: actor.userId };
    if (!sharesReads(db)) return whole.all(db, asked as never);
    const seen = await gate.first(db, { [key]: Reflect.get(values, key), person: actor.userId } as never);
    return seen ? behind.all(db, values as never) : [];
  };
}
