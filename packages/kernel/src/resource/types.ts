import type { OperatorName } from "./operators.ts";
import type { Relations, ToMany, ToOne } from "./relations.ts";

/** What is known of a resource at compile time. Each resource has one of these, and its types are made from it. */
export interface ResourceTypes {
  /** What leaves of a row. */
  view: object;
  /** A row as the table has it. */
  row: object;
  where: object;
  /** The names of its sorts. */
  sort: string;
  include: Relations;
  /** The field that every list must name, or `never`. */
  within: string;
  /** `"search"`, or `never`. */
  search: string;
  /** The inputs of create and update, or `never`. */
  create: unknown;
  update: unknown;
  /** `"delete"` and `"restore"` where there are such. */
  removal: string;
}

/** A value as JSON has it: moments are ISO strings. */
export type Wire<Value> = Value extends Date ? string : Value;

type Operand<Name, Value> = Name extends "in"
  ? Value[]
  : Name extends "between"
    ? [from: Value, to: Value]
    : Name extends "isNull"
      ? boolean
      : Name extends "contains" | "startsWith"
        ? string
        : Value;

/** Which operators a field can have: by its type, whether it may be NULL, and whether the table holds its folded text. */
export type OperatorsOf<Row, View, Field extends string> = Field extends keyof View & keyof Row
  ?
      | (NonNullable<View[Field]> extends string | number | boolean | Date ? "eq" | "in" : never)
      | (NonNullable<View[Field]> extends string | number | Date ? "gt" | "lt" | "between" : never)
      | (null extends View[Field] ? "isNull" : never)
      | (`${Field}Folded` extends keyof Row ? "contains" | "startsWith" : never)
  : never;

/** The fields that filter, with their operators. Only what is shown can be filtered by, or a filter would tell what is hidden. */
export type FilterOf<Row, View> = {
  readonly [Field in keyof View & keyof Row & string]?: readonly OperatorsOf<Row, View, Field>[];
};

/** The sorts, by name. Only what is shown can be sorted by, because cursors hold it. */
export type SortOf<Row, View> = {
  readonly [name: string]: readonly `${"" | "-"}${keyof View & keyof Row & string}`[];
};

/** The `where` of a list. All of its conditions must hold. */
export type WhereOf<View, Filter> = {
  [Field in keyof Filter & keyof View]?: Filter[Field] extends readonly OperatorName[]
    ? { [Name in Filter[Field][number]]?: Operand<Name, Wire<NonNullable<View[Field]>>> }
    : never;
};

/** Which related rows to bring along. */
export type IncludeInput<I extends Relations> = {
  [Name in keyof I]?: true | Includes<I[Name]["types"]["include"]>;
};

// Where there is nothing to choose from there is no such field, because TypeScript lets an empty object hold anything.
type Includes<I extends Relations> = [keyof I] extends [never] ? true : { include?: IncludeInput<I> | undefined };

/** The input of `list`. */
export type ListInput<R extends ResourceTypes> = CountInput<R> &
  GivenIf<R["include"], { include?: IncludeInput<R["include"]> | undefined }> & {
    sort?: R["sort"] | undefined;
    /** 1 to 200; 50 when left out. */
    limit?: number | undefined;
    cursor?: string | undefined;
    /** What infinite queries of the React bindings send along with a cursor. */
    direction?: "forward" | undefined;
  };

/** The input of `count`. */
export type CountInput<R extends ResourceTypes> = { [Field in R["within"]]: string } & {
  [Field in R["search"]]?: string | undefined;
} & GivenIf<R["where"], { where?: R["where"] | undefined }>;

/** The input of `get`. */
export type GetInput<R extends ResourceTypes> = { id: string } & GivenIf<
  R["include"],
  { include?: IncludeInput<R["include"]> | undefined }
>;

type GivenIf<Choices, Field> = [keyof Choices] extends [never] ? unknown : Field;

/** A row of a list, with what of its includes was asked for. */
export type RowOf<R extends ResourceTypes> = R["view"] & IncludedRows<R["include"]>;

type IncludedRows<I extends Relations> = {
  [Name in keyof I]?: I[Name] extends ToMany<infer R>
    ? RowOf<R>[]
    : I[Name] extends ToOne<infer R>
      ? RowOf<R> | null
      : never;
};

/** A page of a list. `nextCursor` is `null` on the last one. */
export interface Page<R extends ResourceTypes> {
  items: RowOf<R>[];
  nextCursor: string | null;
}
