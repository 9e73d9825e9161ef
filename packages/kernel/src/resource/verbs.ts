import type { MutationContext, QueryContext } from "../context.ts";
import type { Seen } from "../rules/rules.ts";
import { countRows } from "./count-rows.ts";
import { createRow } from "./create-row.ts";
import type { Definition } from "./definition.ts";
import { deleteRow, restoreRow } from "./delete-row.ts";
import { getRow } from "./get-row.ts";
import { listRows } from "./list-rows.ts";
import type { CountInput, GetInput, ListInput, Page, ResourceTypes, RowOf } from "./types.ts";
import { updateRow } from "./update-row.ts";

/** The verbs of a resource, for procedures written by hand. They take what the procedures' inputs let through. */
export type Verbs<R extends ResourceTypes> = {
  /** A page of what the actor sees. */
  listRows(ctx: QueryContext, input: ListInput<R>): Promise<Page<R>>;
  /** @throws Failure NOT_FOUND */
  getRow(ctx: QueryContext, input: GetInput<R>): Promise<RowOf<R>>;
  /** One row with all its columns and what the actor is to it, to ask the rules about. @throws Failure NOT_FOUND */
  findRow(ctx: QueryContext, id: string): Promise<Seen<R["row"]>>;
  countRows(ctx: QueryContext, input: CountInput<R>): Promise<{ count: number }>;
} & ([R["create"]] extends [never]
  ? unknown
  : { createRow(ctx: MutationContext, input: R["create"]): Promise<Seen<R["row"]>> }) &
  ([R["update"]] extends [never]
    ? unknown
    : { updateRow(ctx: MutationContext, input: R["update"]): Promise<Seen<R["row"]>> }) &
  ("delete" extends R["removal"]
    ? { deleteRow(ctx: MutationContext, input: { id: string }): Promise<void> }
    : unknown) &
  ("restore" extends R["removal"]
    ? { restoreRow(ctx: MutationContext, input: { id: string }): Promise<Seen<R["row"]>> }
    : unknown);

/** The verbs of a definition; those that were not declared are left out. */
export function verbsOf(definition: Definition): object {
  const { create, update, delete: removable, softDelete } = definition;
  const bind = <Ctx, Input, Result>(verb: (definition: Definition, ctx: Ctx, input: Input) => Result) => {
    return (ctx: Ctx, input: Input) => verb(definition, ctx, input);
  };
  return {
    ...{ listRows: bind(listRows), getRow: bind(getRow), countRows: bind(countRows) },
    findRow: (ctx: QueryContext, id: string) => definition.find(ctx, { id }),
    ...(create && { createRow: bind(createRow) }),
    ...(update && { updateRow: bind(updateRow) }),
    ...(removable && { deleteRow: bind(deleteRow) }),
    ...(removable && softDelete !== undefined && { restoreRow: bind(restoreRow) }),
  };
}
