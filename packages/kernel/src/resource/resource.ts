import type { AnyColumn } from "@plinth/database";
import type { SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { z } from "zod";
import type { MutationContext, QueryContext } from "../context.ts";
import type { InputSchema } from "../procedures.ts";
import type { Rules, Seen } from "../rules/rules.ts";
import {
  type Alteration,
  assertDeeds,
  type Creation,
  define,
  type ResourceEvents,
  type ResourceSearch,
} from "./definition.ts";
import { type Procedures, proceduresOf } from "./procedures.ts";
import type { Relations, Target } from "./relations.ts";
import type { FilterOf, ResourceTypes, SortOf, WhereOf } from "./types.ts";
import { type Verbs, verbsOf } from "./verbs.ts";

/** A table as an API: its procedures together and one by one, and the verbs behind them. */
export type Resource<R extends ResourceTypes> = Target<R> &
  Verbs<R> &
  Procedures<R> & {
    /** All of its procedures, for a router: `t.router({ ...notesResource.procedures })`. */
    readonly procedures: Procedures<R>;
  };

/** A table that can be a resource. */
export type ResourceTable = PgTable & { id: AnyColumn };

/** What a resource is, beyond its table. */
export interface ResourceOptions<
  T extends ResourceTable,
  View extends z.ZodObject,
  Standing extends string,
  Deed extends string,
  Filter,
  Sort,
  Include extends Relations,
  Within,
  Search,
  New extends InputSchema,
  Change extends InputSchema,
  Removable,
  Kept,
> {
  /** Unique in the process: names its statements and ties cursors to it. */
  name: string;
  rules: Rules<T["$inferSelect"], Standing, Deed>;
  /** What leaves of a row: columns of the table, and what is `computed`. */
  output: View;
  /** Values that are shown and are no columns, such as `relatedValues(…)`. */
  computed?: Record<string, SQL>;
  /** The field that every list must name, such as the project of notes. Lead the indexes with it. */
  within?: Within;
  /** Finds what a list lies within; asked when the list is empty, so that somebody else's is "not found" rather than empty. */
  parent?(ctx: QueryContext, id: string): Promise<unknown>;
  /** By field, the operators that callers may use. */
  filter?: Filter;
  /** The orders that callers may choose from, the usual one first. `-` means the largest first. */
  sort: Sort;
  include?: Include;
  search?: Search;
  create?: Creation<z.output<New>, Partial<T["$inferInsert"]>> & { input: New };
  /** Its input has the row's `id`, the version where there is one, and what may be changed, all of it optional. */
  update?: Alteration<z.output<Change>, Seen<T["$inferSelect"], Standing>, Partial<T["$inferInsert"]>> & {
    input: Change;
  };
  delete?: Removable;
  /** The moment of deletion: deleted rows are kept out of sight, and can be restored. */
  softDelete?: Kept;
  /** Counts the changes of a row: an update names the one it was made against, and clashes when there is a newer one. */
  version?: AnyColumn & { _: { data: number } };
  /** Asked before a row is changed, deleted or restored, of those who may: throws when the state of things does not allow it. */
  guard?(ctx: MutationContext, row: Seen<T["$inferSelect"], Standing>): Promise<unknown>;
  events?: ResourceEvents<Seen<T["$inferSelect"], Standing>>;
  /** How many statements are kept prepared. 100 when left out. */
  mostStatements?: number;
}

/**
 * Declares a table's API: lists that filter, sort, page and include, and writes that ask the rules.
 *
 * @example
 * export const notesResource = resource(notes, {
 *   ...{ name: "notes", rules: noteRules, output: NoteView, within: "projectId" },
 *   filter: { title: ["contains"], createdAt: ["gt", "lt"] },
 *   sort: { newest: ["-createdAt"], title: ["title"] },
 * });
 * export const notesRouter = t.router({ ...notesResource.procedures });
 */
export function resource<
  T extends ResourceTable,
  View extends z.ZodObject,
  Standing extends string,
  Deed extends string,
  // Without a default, because one would hide the types of its functions' parameters.
  Search extends ResourceSearch | undefined,
  const Filter extends FilterOf<T["$inferSelect"], z.output<View>> = Record<never, never>,
  const Sort extends SortOf<T["$inferSelect"], z.output<View>> = Record<never, never>,
  Include extends Relations = Record<never, never>,
  const Within extends (keyof T["$inferSelect"] & string) | undefined = undefined,
  New extends InputSchema = never,
  Change extends InputSchema = never,
  const Removable extends boolean = false,
  Kept extends AnyColumn | undefined = undefined,
>(
  table: T,
  options: ResourceOptions<
    T,
    View,
    Standing,
    Deed,
    Filter & { readonly [Unknown in Exclude<keyof Filter, keyof z.output<View>>]: never },
    Sort,
    Include,
    Within,
    Search,
    New,
    Change,
    Removable,
    Kept
  >,
): Resource<{
  view: z.output<View>;
  row: T["$inferSelect"];
  where: WhereOf<z.output<View>, Filter>;
  sort: keyof Sort & string;
  include: Include;
  within: Within extends string ? Within : never;
  search: undefined extends Search ? never : "search";
  create: [New] extends [never] ? never : z.input<New>;
  update: [Change] extends [never] ? never : z.input<Change>;
  removal: Removable extends true ? "delete" | (Kept extends AnyColumn ? "restore" : never) : never;
}> {
  const { output, within, filter = {}, include = {}, delete: removable = false } = options;
  const definition = define({
    ...{
      search: undefined,
      parent: undefined,
      create: undefined,
      update: undefined,
      guard: undefined,
      computed: {},
      events: {},
    },
    ...{ softDelete: undefined, version: undefined, most: options.mostStatements },
    ...options,
    ...{ table, view: output, within, filter, include, delete: removable },
    // Safe because the types only say of which table, fields and inputs the parts are; all of them are this table's.
  } as never);
  assertDeeds(definition);
  const procedures = proceduresOf(definition);
  const made = { definition, procedures, ...verbsOf(definition) };
  // Getters, because a procedure is made when it is first asked for: its includes may be declared further down.
  Object.defineProperties(made, Object.getOwnPropertyDescriptors(procedures));
  // Safe because the declaration says all that these types are made from.
  return made as never;
}
