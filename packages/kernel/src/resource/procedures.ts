import type { TRPCMutationProcedure, TRPCQueryProcedure } from "@trpc/server";
import { mutation, nothing, query } from "../procedures.ts";
import type { ProcedureMeta } from "../trpc.ts";
import { countRows } from "./count-rows.ts";
import { createRow } from "./create-row.ts";
import type { Definition } from "./definition.ts";
import { deleteRow, restoreRow } from "./delete-row.ts";
import { getRow } from "./get-row.ts";
import { CountView, countSchema, getSchema, idSchema, listSchema, pageSchema, rowSchema } from "./inputs.ts";
import { listRows } from "./list-rows.ts";
import type { CountInput, GetInput, ListInput, Page, ResourceTypes, RowOf } from "./types.ts";
import { updateRow } from "./update-row.ts";

interface Types<Input, Output> {
  input: Input;
  output: Output;
  meta: ProcedureMeta;
}

type Query<Input, Output> = TRPCQueryProcedure<Types<Input, Output>>;
type Mutation<Input, Output> = TRPCMutationProcedure<Types<Input, Output>>;

/** The procedures of a resource. */
export type Procedures<R extends ResourceTypes> = {
  readonly list: Query<ListInput<R>, Page<R>>;
  readonly get: Query<GetInput<R>, RowOf<R>>;
  readonly count: Query<CountInput<R>, { count: number }>;
} & ([R["create"]] extends [never] ? unknown : { readonly create: Mutation<R["create"], R["view"]> }) &
  ([R["update"]] extends [never] ? unknown : { readonly update: Mutation<R["update"], R["view"]> }) &
  ("delete" extends R["removal"] ? { readonly delete: Mutation<{ id: string }, void> } : unknown) &
  ("restore" extends R["removal"] ? { readonly restore: Mutation<{ id: string }, R["view"]> } : unknown);

/** The procedures of a definition, each made when it is first asked for; those that were not declared are left out. */
export function proceduresOf<R extends ResourceTypes>(definition: Definition): Procedures<R> {
  const { view, create, update, delete: removable, softDelete } = definition;
  // Safe casts: the verbs take what these very schemas let through, and give what the outputs pick from.
  const made: Record<string, () => unknown> = {
    list: () =>
      query
        .input(listSchema(definition))
        .output(pageSchema(definition))
        .query(({ ctx, input }) => listRows(definition, ctx, input as never)),
    get: () =>
      query
        .input(getSchema(definition))
        .output(rowSchema(definition))
        .query(({ ctx, input }) => getRow(definition, ctx, input as never) as never),
    count: () =>
      query
        .input(countSchema(definition))
        .output(CountView)
        .query(({ ctx, input }) => countRows(definition, ctx, input as never)),
    ...(create && {
      create: () =>
        mutation
          .input(create.input)
          .output(view)
          .mutation(({ ctx, input }) => createRow(definition, ctx, input as never) as never),
    }),
    ...(update && {
      update: () =>
        mutation
          .input(update.input)
          .output(view)
          .mutation(({ ctx, input }) => updateRow(definition, ctx, input as never) as never),
    }),
    ...(removable && {
      delete: () =>
        mutation
          .input(idSchema(definition))
          .output(nothing)
          .mutation(({ ctx, input }) => deleteRow(definition, ctx, input as never)),
    }),
    ...(removable &&
      softDelete !== undefined && {
        restore: () =>
          mutation
            .input(idSchema(definition))
            .output(view)
            .mutation(({ ctx, input }) => restoreRow(definition, ctx, input as never) as never),
      }),
  };
  return lazily(made) as Procedures<R>;
}

/** An object whose values are made once, when they are first asked for. */
function lazily(makers: Record<string, () => unknown>): object {
  const made = new Map<string, unknown>();
  const properties = Object.entries(makers).map(([name, make]) => {
    const get = () => {
      if (!made.has(name)) made.set(name, make());
      return made.get(name);
    };
    return [name, { get, enumerable: true }];
  });
  return Object.defineProperties({}, Object.fromEntries(properties));
}
