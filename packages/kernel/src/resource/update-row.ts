import { one } from "@plinth/database";
import { and, eq, isNull, type SQL } from "drizzle-orm";
import { changedFields } from "../changed-fields.ts";
import type { MutationContext } from "../context.ts";
import { conflict } from "../failure.ts";
import type { Definition, SeenRow } from "./definition.ts";
import type { AnyRow } from "./statements.ts";
import { storedInput, withFolded } from "./stored-values.ts";

/** A call of `update`, as its schema lets it through. */
export interface Change extends AnyRow {
  id: string;
}

/** Changes a row. What is said already is not written again, and tells nobody. @throws Failure NOT_FOUND, FORBIDDEN, CONFLICT */
export async function updateRow(definition: Definition, ctx: MutationContext, input: Change): Promise<SeenRow> {
  const { table, update, rules, version, returned, events } = definition;
  const row = await definition.find(ctx, { id: input.id });
  const db = rules.allow(ctx, row, "update");
  await definition.guard?.(ctx, row);
  assertCurrent(definition, row, input);
  const { id, ...wanted } = storedInput(definition, input);
  const { fields, values } = changedFields(row, wanted);
  if (fields.length === 0) return row;
  const more = await update?.values?.(ctx, input, row);
  const next = version === undefined ? {} : { [version]: Number(row[version]) + 1 };
  await one(
    db
      .update(table)
      .set({ ...withFolded(definition, { ...values, ...more }), ...next })
      .where(unchanged(definition, row))
      .returning(returned),
  );
  const changed = await definition.find(ctx, { id: row.id });
  await events.changed?.(ctx, changed, fields);
  return changed;
}

function assertCurrent({ version, rules }: Definition, row: SeenRow, input: Change): void {
  if (version === undefined || input[version] === row[version]) return;
  throw conflict(`The ${rules.noun} was changed meanwhile.`, { version: Number(row[version]) });
}

/** The row as it was found, so that nothing that happened meanwhile is written over. */
export function unchanged({ columns, id, version, softDelete }: Definition, row: SeenRow): SQL | undefined {
  const versionColumn = version === undefined ? undefined : columns[version];
  const deletion = softDelete === undefined ? undefined : columns[softDelete];
  return and(eq(id, row.id), versionColumn && eq(versionColumn, row[version ?? ""]), deletion && isNull(deletion));
}
