import { eq, isNull, sql } from "drizzle-orm";
import type { Definition } from "./definition.ts";
import { toColumn } from "./fields.ts";
import { asSql, comparedColumn, type OperatorName, operators } from "./operators.ts";
import type { Piece } from "./statements.ts";

/** What a caller says about which rows are meant; the field it lies within stands among them by its own name. */
export interface Choice {
  where?: Record<string, Record<string, unknown> | undefined> | undefined;
  search?: string | undefined;
  [within: string]: unknown;
}

/** Who looks, by their ids. */
export interface KnownOnlooker {
  userId: string;
  tenantId?: string | undefined;
}

/** The rows that somebody sees. Every statement has it. */
export function seenBy({ rules }: Definition, { userId, tenantId }: KnownOnlooker): Piece {
  if (tenantId === undefined) {
    return {
      shape: "",
      bound: [{ kind: String, value: userId }],
      sql: (db, [person = userId]) => rules.visible(db, { userId: asSql(person) }),
    };
  }
  return {
    shape: "in one tenant",
    bound: [userId, tenantId].map((value) => ({ kind: String, value })),
    sql: (db, [person = userId, tenant = tenantId]) =>
      rules.visible(db, { userId: asSql(person), tenantId: asSql(tenant) }),
  };
}

/** The rows that are not deleted. */
export function alive({ softDelete, columns }: Definition): Piece {
  const column = softDelete === undefined ? undefined : columns[softDelete];
  return { shape: "", bound: [], sql: () => column && isNull(column) };
}

/** What a caller chose, as conditions. */
export function chosen(definition: Definition, choice: Choice): Piece[] {
  const { within, search } = definition;
  const text = choice.search?.trim();
  return [
    ...(within === undefined ? [] : [equal(definition, within, choice[within])]),
    ...Object.entries(choice.where ?? {}).flatMap(([field, asked]) =>
      Object.entries(asked ?? {}).flatMap(([name, operand]) =>
        // Safe because the input's schema has no other operators.
        operand === undefined ? [] : [filtered(definition, field, name as OperatorName, operand)],
      ),
    ),
    ...(search && text ? [matching(definition, choice, search)] : []),
  ];
}

/** The rows whose field is a value. */
export function equal({ columns }: Definition, field: string, value: unknown): Piece {
  const column = columns[field];
  if (!column) throw new Error(`there is no column "${field}"`);
  return { shape: `${field} =`, bound: [{ kind: column, value }], sql: (_, [given]) => eq(column, given) };
}

function filtered(definition: Definition, field: string, name: OperatorName, operand: unknown): Piece {
  const operator = operators[name];
  const column = comparedColumn(definition.columns, field, name);
  const value = Array.isArray(operand)
    ? operand.map((item) => toColumn(definition, field, item))
    : toColumn(definition, field, operand);
  return {
    shape: `${field} ${name}${name === "isNull" ? ` ${operand}` : ""}`,
    bound: operator.bound(column, value),
    sql: (_, parameters) => operator.condition(column, parameters.map(asSql), operand),
  };
}

function matching(definition: Definition, choice: Choice, search: NonNullable<Definition["search"]>): Piece {
  const value = soughtBy(definition, choice);
  if (value === undefined) return { shape: "search nothing", bound: [], sql: () => sql`1 = 0` };
  return {
    shape: "search",
    bound: [{ kind: String, value }],
    sql: (db, [given = ""]) => search.matches(db, asSql(given)).condition,
  };
}

/** What a search is run with; `undefined` where there is none, or it finds nothing. */
export function soughtBy({ search, within }: Definition, choice: Choice): string | undefined {
  const text = choice.search?.trim();
  // Safe because the input's schema wants an id there.
  return text ? search?.parameter(text, within === undefined ? undefined : (choice[within] as string)) : undefined;
}
