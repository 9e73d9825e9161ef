import { isDeepStrictEqual } from "node:util";

type Given<Wanted> = { [Field in keyof Wanted]?: Exclude<Wanted[Field], undefined> };

/**
 * What a change asks for beyond what the row already says; fields left out and fields that are the same do not count.
 *
 * @example changedFields({ name: "A", color: "red" }, { name: "B", color: "red" }) // { fields: ["name"], values: { name: "B" } }
 */
export function changedFields<Wanted extends object>(
  row: { readonly [Field in keyof Wanted]: unknown },
  wanted: Wanted,
): { fields: string[]; values: Given<Wanted> } {
  const current = new Map<string, unknown>(Object.entries(row));
  // By content, because a moment that was read is never the object of one that was given.
  const changes = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && !isDeepStrictEqual(value, current.get(field)),
  );
  // Safe because only entries of `wanted` are kept, and none that is undefined.
  const values = Object.fromEntries(changes) as Given<Wanted>;
  return { fields: changes.map(([field]) => field), values };
}
