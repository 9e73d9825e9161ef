import { fold } from "@plinth/database";
import type { Definition } from "./definition.ts";
import { foldedTwin } from "./operators.ts";
import type { AnyRow } from "./statements.ts";

/** Values with the folded twins of those that have one. */
export function withFolded({ columns }: Definition, values: AnyRow): AnyRow {
  const twins = Object.entries(values).flatMap(([field, value]) => {
    const twin = foldedTwin(field);
    if (!(twin in columns) || value === undefined) return [];
    return [[twin, typeof value === "string" ? fold(value) : value] as const];
  });
  return { ...values, ...Object.fromEntries(twins) };
}

/** What of an input is stored as it is: the values of columns, but for those the resource looks after itself. */
export function storedInput({ columns, version, softDelete }: Definition, input: AnyRow): AnyRow {
  const own = [version, softDelete];
  return Object.fromEntries(Object.entries(input).filter(([field]) => field in columns && !own.includes(field)));
}
