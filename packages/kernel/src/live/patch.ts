/** How to make a new value out of an old one that the reader has. */
export type Patch =
  | { set: unknown }
  /** Fields of an object that are others now, and those that are gone. */
  | { fields: Record<string, Patch>; gone?: string[] }
  /** Rows of a list by id: the order they have now, and those that are new or others. */
  | { order?: string[]; rows: Record<string, unknown> };

type Row = { id: string };

/** The difference between two JSON values, or `undefined` when they are the same. Rows are told apart by their `id`. */
export function patchBetween(old: unknown, now: unknown): Patch | undefined {
  if (same(old, now)) return undefined;
  if (isRows(old) && isRows(now)) return betweenRows(old, now);
  if (isObject(old) && isObject(now)) return betweenObjects(old, now);
  return { set: now };
}

/** The new value. What did not change is the very object it was. */
export function patched(old: unknown, patch: Patch): unknown {
  if ("set" in patch) return patch.set;
  if ("fields" in patch) {
    const fields = new Map(Object.entries(old as Record<string, unknown>));
    for (const [key, inner] of Object.entries(patch.fields)) fields.set(key, patched(fields.get(key), inner));
    for (const key of patch.gone ?? []) fields.delete(key);
    return Object.fromEntries(fields);
  }
  const rows = old as Row[];
  const byId = new Map<string, unknown>(rows.map((row) => [row.id, row]));
  for (const [id, row] of Object.entries(patch.rows)) byId.set(id, row);
  return (patch.order ?? rows.map(({ id }) => id)).map((id) => byId.get(id));
}

function betweenObjects(old: Record<string, unknown>, now: Record<string, unknown>): Patch {
  const before = new Map(Object.entries(old));
  const changed = Object.entries(now).flatMap(([key, value]): [string, Patch][] => {
    const inner = before.has(key) ? patchBetween(before.get(key), value) : { set: value };
    return inner ? [[key, inner]] : [];
  });
  const fields = Object.fromEntries(changed);
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(now, key));
  return gone.length > 0 ? { fields, gone } : { fields };
}

function betweenRows(old: Row[], now: Row[]): Patch {
  const before = new Map(old.map((row) => [row.id, row]));
  const rows = Object.fromEntries(now.filter((row) => !same(before.get(row.id), row)).map((row) => [row.id, row]));
  const moved = old.length !== now.length || old.some(({ id }, at) => now[at]?.id !== id);
  return moved ? { order: now.map(({ id }) => id), rows } : { rows };
}

function isRows(value: unknown): value is Row[] {
  if (!Array.isArray(value)) return false;
  const ids = new Set(value.map((row) => (isObject(row) && typeof row.id === "string" ? row.id : undefined)));
  return ids.size === value.length && !ids.has(undefined) && !ids.has("__proto__");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of values that came out of JSON written by one writer: keys come in one order. */
function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
}
