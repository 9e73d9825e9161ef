import { one } from "@plinth/database";
import { and, eq, isNotNull } from "drizzle-orm";
import type { MutationContext } from "../context.ts";
import type { Definition, SeenRow } from "./definition.ts";
import { unchanged } from "./update-row.ts";

/** Removes a row, or puts it out of sight where deleted rows are kept. @throws Failure NOT_FOUND, FORBIDDEN */
export async function deleteRow(definition: Definition, ctx: MutationContext, { id }: { id: string }): Promise<void> {
  const { table, rules, softDelete, returned, events } = definition;
  const row = await definition.find(ctx, { id });
  const db = rules.allow(ctx, row, "delete");
  await definition.guard?.(ctx, row);
  const which = unchanged(definition, row);
  if (softDelete === undefined) await one(db.delete(table).where(which).returning(returned));
  else {
    const hidden = { [softDelete]: ctx.now };
    await one(db.update(table).set(hidden).where(which).returning(returned));
  }
  await events.deleted?.(ctx, row);
}

/** Brings a deleted row back. @throws Failure NOT_FOUND, FORBIDDEN */
export async function restoreRow(
  definition: Definition,
  ctx: MutationContext,
  { id }: { id: string },
): Promise<SeenRow> {
  const { table, columns, rules, softDelete, returned, findDeleted, events } = definition;
  const deletion = columns[softDelete ?? ""];
  if (!findDeleted || !deletion) throw new Error(`${definition.name} keeps no deleted rows`);
  const deleted = await findDeleted(ctx, { id });
  const db = rules.allow(ctx, deleted, "restore" in rules.deeds ? "restore" : "delete");
  await definition.guard?.(ctx, deleted);
  await one(
    db
      .update(table)
      .set({ [softDelete ?? ""]: null })
      .where(and(eq(definition.id, deleted.id), isNotNull(deletion)))
      .returning(returned),
  );
  const row = await definition.find(ctx, { id });
  await events.restored?.(ctx, row);
  return row;
}
