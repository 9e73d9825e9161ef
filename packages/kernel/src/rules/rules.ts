import type {
  AnyColumn,
  ParameterKind,
  ParameterPlaceholders,
  ParameterValues,
  Read,
  RowQuery,
  Write,
} from "@plinth/database";
import type { SQL, SQLWrapper } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { SignedInActor } from "../actor.ts";
import { type MutationContext, type QueryContext, transactionOf } from "../context.ts";
import { notFound, RefusedDeed } from "../failure.ts";
import { listBehind } from "./list-behind.ts";
import { preparedFor } from "./prepared-for.ts";
import type { Sight } from "./sight.ts";

declare const seen: unique symbol;

/**
 * A row as the actor sees it, with what they are to it. Only rules make one, so whoever holds one holds the proof that the actor may see
 * the row; what may be done to it is still to ask.
 */
export type Seen<Row, Standing extends string = string> = Row & { readonly role: Standing; readonly [seen]: true };

/** A row as a query of the table asks for it. A column of the table's own called `role` goes by another name there. */
export type Asked<Row, Standing extends string> = Omit<Row, "role"> & { role: Standing | null };

/** Whether somebody who sees a row may do this to it: `true`, or the sentence that refuses. */
export type Allows<Row, Standing extends string> = (row: Seen<Row, Standing>, actor: SignedInActor) => true | string;

/** Who sees the rows of a table, and who may do what to them. */
export interface Rules<Row, Standing extends string, Deed extends string> extends Sight<Standing> {
  table: PgTable;
  /** What a row is called: "There is no such task." */
  noun: string;
  deeds: Record<Deed, Allows<Row, Standing>>;
  /**
   * Declares how one row is found. The query selects `role`, which is NULL where the actor may not see the row: that, and no row at all,
   * is the same "not found".
   *
   * @param name - unique in the process, as for `prepared`.
   * @example const taskById = taskRules.finder("taskById", { id: tasks.id }, (db, $) =>
   *   db.select({ ...getTableColumns(tasks), role: $.role }).from(tasks).where(eq(tasks.id, $.id)));
   * const task = await taskById(ctx, { id });
   */
  finder<const P extends Record<string, ParameterKind>, Found extends Asked<Row, Standing>>(
    name: string,
    parameters: P,
    build: (db: Read, $: ParameterPlaceholders<P> & { role: SQL<Standing | null> }) => RowQuery<Found>,
  ): (ctx: QueryContext, values: ParameterValues<P>) => Promise<Seen<Omit<Found, "role">, Standing>>;
  /**
   * Declares a list of what is behind one row, which everybody sees who sees that row, and nobody else. Called, it is one statement; where
   * reads are shared, everybody asks for themselves whether they see the row, and what is behind it is read once for all of them.
   *
   * @param row - names the parameter that is the row's id.
   * @returns gives no rows when the actor may not see the row, as when there are none.
   * @example const openTasks = projectRules.listBehind("openTasks", { projectId: projects.id }, { limit: Number }, (db, $, project) =>
   *   db.select().from(tasks).where(eq(tasks.projectId, project)).limit($.limit));
   * const rows = await openTasks(ctx, { projectId, limit: 20 });
   */
  listBehind<const I extends Record<string, AnyColumn>, const P extends Record<string, ParameterKind>, Found>(
    name: string,
    row: I,
    parameters: P,
    build: (db: Read, $: ParameterPlaceholders<P>, id: SQLWrapper) => RowQuery<Found>,
  ): (ctx: QueryContext, values: ParameterValues<I & P>) => Promise<readonly Found[]>;
  /** Those of the rows that the actor may see. Each was read with `standing` as its `role`. */
  seen<Found extends Asked<Row, Standing>>(rows: readonly Found[]): Seen<Omit<Found, "role">, Standing>[];
  /**
   * The transaction to write with, for an actor who may do this to a row they have found: the only way to one.
   *
   * @throws Failure FORBIDDEN
   * @example const db = projectRules.allow(ctx, project, "archive");
   */
  allow(ctx: MutationContext, row: Seen<Row, Standing>, deed: Deed): Write;
  /** The same question where nothing is to be written. @throws Failure FORBIDDEN */
  check(ctx: QueryContext, row: Seen<Row, Standing>, deed: Deed): void;
}

/**
 * Declares the rules of a table, in the feature's `rules.ts`.
 *
 * @example
 * export const projectRules = rules(projects, {
 *   noun: "project",
 *   sight: inWorkspace(projects.workspaceId),
 *   deeds: { update: atLeast("admin", "change projects"), archive: atLeast("admin", "archive projects") },
 * });
 */
export function rules<T extends PgTable, Standing extends string, Deed extends string>(
  table: T,
  declared: {
    noun: string;
    sight: Sight<Standing>;
    deeds: Record<Deed, Allows<T["$inferSelect"], Standing>>;
  },
): Rules<T["$inferSelect"], Standing, Deed> {
  const { noun, sight, deeds } = declared;
  const made: Rules<T["$inferSelect"], Standing, Deed> = {
    ...sight,
    ...{ table, noun, deeds },
    finder: (name, parameters, build) => {
      const find = preparedFor(name, parameters, (db, $, onlooker) =>
        build(db, { ...$, role: sight.standing(onlooker) }),
      );
      return async (ctx, values) => {
        const found = await find.first(ctx, values);
        const [row] = made.seen(found ? [found] : []);
        if (!row) throw notFound(noun);
        return row;
      };
    },
    listBehind: (name, row, parameters, build) => listBehind(sight, { name, row, parameters, build }),
    // Safe because this is where rows become seen ones: those whose role is not NULL.
    seen: (rows) => rows.filter(({ role }) => role !== null) as never,
    allow: (ctx, row, deed) => {
      made.check(ctx, row, deed);
      return transactionOf(ctx);
    },
    check: ({ actor }, row, deed) => {
      const answer = deeds[deed](row, actor);
      if (answer !== true) throw new RefusedDeed(answer, { noun, row, deed });
    },
  };
  return made;
}
