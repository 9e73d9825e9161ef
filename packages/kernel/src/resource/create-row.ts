import { insertOne } from "@plinth/database";
import { type MutationContext, transactionOf } from "../context.ts";
import type { Definition, SeenRow } from "./definition.ts";
import type { AnyRow } from "./statements.ts";
import { storedInput, withFolded } from "./stored-values.ts";

/** Makes a row. Whoever made it must be able to see it, or all of it is undone. @throws Failure NOT_FOUND, FORBIDDEN */
export async function createRow(definition: Definition, ctx: MutationContext, input: AnyRow): Promise<SeenRow> {
  const { table, create, rules, version, events } = definition;
  const own = storedInput(definition, input);
  // Without a row that it is to be part of, the new one itself is asked about below, in the same transaction.
  const db = create?.under ? await create.under(ctx, input) : transactionOf(ctx);
  const values = { ...own, ...(version && { [version]: 1 }), ...(await create?.values?.(ctx, input)) };
  const { id } = await insertOne(db, table, withFolded(definition, values));
  // Safe because a resource's table has an id, which is text.
  const row = await definition.find(ctx, { id: id as string });
  if ("create" in rules.deeds) rules.check(ctx, row, "create");
  await events.created?.(ctx, row);
  return row;
}
