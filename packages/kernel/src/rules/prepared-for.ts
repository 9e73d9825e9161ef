import {
  type ParameterKind,
  type ParameterPlaceholders,
  type ParameterValues,
  prepared,
  type Read,
  type RowQuery,
} from "@plinth/database";
import type { QueryContext } from "../context.ts";
import type { Onlooker } from "./sight.ts";

/** A read that is declared once, and run for whoever asks. */
export interface PreparedFor<P, Row> {
  /** All rows. */
  all(ctx: Pick<QueryContext, "db" | "actor">, values: P): Promise<Row[]>;
  /** The first row, or `undefined`. */
  first(ctx: Pick<QueryContext, "db" | "actor">, values: P): Promise<Row | undefined>;
}

/**
 * As `prepared`, for a read that depends on who looks. It is built twice: for whoever sees all that is theirs, and for a key that sees one tenant,
 * so that its limit costs nobody else anything.
 *
 * @param name - unique in the process, as for `prepared`.
 * @example
 * const myTasks = preparedFor("myTasks", { limit: Number }, (db, $, onlooker) =>
 *   db.select().from(tasks).where(taskRules.visible(db, onlooker)).limit($.limit));
 * const rows = await myTasks.all(ctx, { limit: 20 });
 */
export function preparedFor<const P extends Record<string, ParameterKind>, Row>(
  name: string,
  parameters: P,
  build: (db: Read, $: ParameterPlaceholders<P>, onlooker: Onlooker) => RowQuery<Row>,
): PreparedFor<ParameterValues<P>, Row> {
  const person = { ...parameters, person: String };
  const limited = { ...person, tenant: String };
  // Safe in all of these because the parameters are the declared ones, and text that says who looks.
  const part = ($: object, key: string) => Reflect.get($, key) as Onlooker["userId"];
  const whole = prepared(name, person, (db, $) => build(db, $ as never, { userId: part($, "person") }));
  const within = prepared(`${name}: in one tenant`, limited, (db, $) =>
    build(db, $ as never, { userId: part($, "person"), tenantId: part($, "tenant") }),
  );
  const run =
    <How extends "all" | "first">(how: How) =>
    ({ db, actor }: Pick<QueryContext, "db" | "actor">, values: ParameterValues<P>) => {
      const tenant = actor.kind === "key" ? actor.tenantId : undefined;
      if (tenant === undefined) return whole[how](db, { ...values, person: actor.userId } as never);
      return within[how](db, { ...values, person: actor.userId, tenant } as never);
    };
  return { all: run("all"), first: run("first") } as PreparedFor<ParameterValues<P>, Row>;
}
