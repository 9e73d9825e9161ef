import type { AnyColumn, Read, RowQuery, Write } from "@plinth/database";
import { and, eq, getTableColumns, isNotNull, isNull, type SQL, type SQLWrapper } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { MutationContext, QueryContext } from "../context.ts";
import type { InputSchema } from "../procedures.ts";
import type { Rules, Seen } from "../rules/rules.ts";
import { comparedColumn, type OperatorName } from "./operators.ts";
import { type SortKey, sortKeys } from "./order.ts";
import type { Relations } from "./relations.ts";
import { type AnyRow, Statements } from "./statements.ts";

/** How a resource is searched. */
export interface ResourceSearch {
  /**
   * What the statement is given for a text as somebody typed it, which may be any, in what the list lies within; `undefined` for a text
   * that finds nothing.
   */
  parameter(text: string, within?: string): string | undefined;
  /** Which rows match, and how well: a smaller rank is better. */
  matches(db: Read, parameter: SQLWrapper): { condition: SQL; rank?: SQL };
}

/** What is recorded of each change, in the transaction of the change. */
export interface ResourceEvents<Row> {
  created?(ctx: MutationContext, row: Row): Promise<unknown>;
  /** `fields` are those that really changed. */
  changed?(ctx: MutationContext, row: Row, fields: string[]): Promise<unknown>;
  deleted?(ctx: MutationContext, row: Row): Promise<unknown>;
  restored?(ctx: MutationContext, row: Row): Promise<unknown>;
}

/** A seen row of any table. */
export type SeenRow = Seen<AnyRow & { id: string }>;

/** How rows are made. */
export interface Creation<Input, Values> {
  /** Finds what the row is to be part of and asks its rules: the transaction they give is the leave to write. */
  under?(ctx: MutationContext, input: Input): Promise<Write>;
  /** What is stored beyond what the input says, or in place of it. */
  values?(ctx: MutationContext, input: Input): Values | Promise<Values>;
}

/** How rows are changed. */
export interface Alteration<Input, Row, Values> {
  /** What is stored beyond what the input says, or in place of it; asked only when something changes. */
  values?(ctx: MutationContext, input: Input, row: Row): Values | Promise<Values>;
}

/** A declared resource without its types: what the verbs work with. */
export interface Definition {
  name: string;
  table: PgTable;
  /** All columns of the table. */
  columns: Record<string, AnyColumn>;
  id: AnyColumn;
  /** What a change answers by itself: the id alone. */
  returned: { id: never };
  view: z.ZodObject;
  /** Values that are shown and are no columns, such as `relatedValues(…)`. */
  computed: Record<string, SQL>;
  /** What a statement reads of a row: what is shown, and what leads to related rows. */
  selected: Record<string, AnyColumn | SQL>;
  rules: Rules<AnyRow, string, string>;
  within: string | undefined;
  parent: ((ctx: QueryContext, id: string) => Promise<unknown>) | undefined;
  filter: Record<string, readonly OperatorName[]>;
  sorts: Map<string, SortKey[]>;
  include: Relations;
  search: ResourceSearch | undefined;
  /** The fields of the moment of deletion and of the version, where there are such. */
  softDelete: string | undefined;
  version: string | undefined;
  create: (Creation<AnyRow, AnyRow> & { input: InputSchema }) | undefined;
  update: (Alteration<AnyRow, SeenRow, AnyRow> & { input: InputSchema }) | undefined;
  delete: boolean;
  guard: ((ctx: MutationContext, row: SeenRow) => Promise<unknown>) | undefined;
  events: ResourceEvents<SeenRow>;
  statements: Statements;
  /** Finds one row through the rules. */
  find: Find;
  /** Finds one that is deleted, where deleted rows are kept. */
  findDeleted: Find | undefined;
}

/** @throws Failure NOT_FOUND, also when it is not the actor's to see */
type Find = (ctx: QueryContext, values: { id: string }) => Promise<SeenRow>;

/** What of a definition is worked out from the rest. */
type Derived =
  | "columns"
  | "id"
  | "returned"
  | "selected"
  | "sorts"
  | "statements"
  | "softDelete"
  | "version"
  | "find"
  | "findDeleted";

/** A declaration as it is given, without its types. */
export interface Declared extends Omit<Definition, Derived> {
  sort: Record<string, readonly string[]>;
  softDelete: AnyColumn | undefined;
  version: AnyColumn | undefined;
  most: number | undefined;
}

/** Works a declaration out, and says what is wrong with it when the process starts rather than when somebody calls. */
export function define(declared: Declared): Definition {
  const { name, table, sort, most } = declared;
  const columns = getTableColumns(table);
  const { id } = columns;
  if (!id) throw new Error(`${name}: its table has no column "id"`);
  for (const [field, names] of Object.entries(declared.filter)) {
    assertShown(declared, field);
    for (const operator of names) comparedColumn(columns, field, operator);
  }
  const sorts = new Map(Object.entries(sort).map(([key, fields]) => [key, sortKeys(columns, fields)]));
  if (sorts.size === 0) throw new Error(`${name}: declare at least one sort`);
  for (const { field } of [...sorts.values()].flat()) assertShown(declared, field);
  const key = (column: AnyColumn | undefined) => column && keyOf(columns, column);
  const { softDelete, version } = declared;
  const selected = selection(declared, columns);
  return {
    ...declared,
    ...{ columns, id, selected, sorts, softDelete: key(softDelete), version: key(version) },
    // Safe because drizzle takes any column there; its types know those of one table only.
    returned: { id: id as never },
    statements: new Statements(name, most),
    find: finder(declared, `${name} by id`, columns, softDelete && isNull(softDelete)),
    findDeleted: softDelete && finder(declared, `${name} deleted`, columns, isNotNull(softDelete)),
  };
}

function finder(
  { rules, table, computed }: Declared,
  name: string,
  columns: Record<string, AnyColumn>,
  which?: SQL,
): Find {
  const { id } = columns;
  if (!id) throw new Error(`${name}: its table has no column "id"`);
  const find = rules.finder(name, { id }, (db, $) => {
    const found = db
      .select({ ...columns, ...computed, role: $.role })
      .from(table)
      .where(and(eq(id, $.id), which));
    // Safe because it selects all columns of the table, and the role.
    return found as unknown as RowQuery<AnyRow & { role: string | null }>;
  });
  // Safe because every row has an id.
  return find as unknown as Find;
}

function selection({ name, view, computed, include }: Declared, columns: Record<string, AnyColumn>) {
  const shown = Object.entries(view.shape).map(([field, schema]) => {
    const from = columns[field] ?? computed[field];
    if (!from) throw new Error(`${name}: its output shows "${field}", which is no column and not computed`);
    // What may be missing is an include, and only an include.
    if (schema instanceof z.ZodOptional) throw new Error(`${name}: "${field}" of its output must not be optional`);
    if (field in include) throw new Error(`${name}: "${field}" is both a field and an include`);
    return [field, from] as const;
  });
  const leading = Object.values(include).flatMap(({ kind, column }) =>
    kind === "one" ? [[keyOf(columns, column), column] as const] : [],
  );
  return { ...Object.fromEntries(shown), ...Object.fromEntries(leading), ...(columns.id && { id: columns.id }) };
}

function assertShown({ name, view }: Declared, field: string): void {
  if (!(field in view.shape))
    throw new Error(`${name}: "${field}" is filtered or sorted by, so its output must show it`);
}

/** The key of a column in its table. */
export function keyOf(columns: Record<string, AnyColumn>, column: AnyColumn): string {
  const [key] = Object.entries(columns).find(([, known]) => known === column) ?? [];
  if (key === undefined) throw new Error(`the column "${column.name}" is not of this table`);
  return key;
}

/** The deeds that the verbs of this resource ask the rules about must be declared there. */
export function assertDeeds({ name, rules, create, update, delete: removable }: Definition): void {
  const asked = [create && !create.under && "create", update && "update", removable && "delete"];
  for (const deed of asked) {
    if (deed && !(deed in rules.deeds)) throw new Error(`${name}: its rules do not say who may ${deed}`);
  }
}
