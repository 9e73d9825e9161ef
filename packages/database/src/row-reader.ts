import { is, SQL, Subquery } from "drizzle-orm";
import { Column } from "drizzle-orm/column";
import { getTableName } from "drizzle-orm/table";

/** What a query selects, in order: where in the row each column goes, and what it is. */
export interface SelectedField {
  path: string[];
  field: object;
}

/** Turns what a driver gives into what a column holds. */
interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

type Leaf = { at: number; decoder: Decoder };
type Branch = { [key: string]: Leaf | Branch };

/**
 * Compiles what a query selects into a function from a row of driver values to its object: the same object drizzle would make, without
 * walking the selection again for each row.
 *
 * @param notNull - by table, whether its join always finds a row. The object of one that found none is `null`.
 * @example rowReader([{ path: ["id"], field: projects.id }], undefined)(["1"]) // { id: "1" }
 */
export function rowReader<Row>(
  fields: readonly SelectedField[],
  notNull: Record<string, boolean> | undefined,
): (values: readonly unknown[]) => Row {
  const root: Branch = {};
  const decoders: Decoder[] = [];
  fields.forEach(({ path, field }, at) => {
    const decoder = decoderOf(field);
    decoders.push(decoder);
    let node = root;
    for (const key of path.slice(0, -1)) {
      node[key] ??= {};
      // Safe because drizzle never selects a value and an object under the same key.
      node = node[key] as Branch;
    }
    node[path.at(-1) ?? ""] = { at, decoder };
  });
  const missing = notNull ? firstColumnsOfMissing(fields, notNull) : new Map<string, number>();
  const entries = Object.entries(root).map(([key, node]) => {
    const at = missing.get(key);
    const value = expression(node);
    return `${JSON.stringify(key)}: ${at === undefined ? value : `v[${at}] === null ? null : ${value}`}`;
  });
  const names = decoders.map((_, at) => `const d${at} = decoders[${at}];`).join("");
  // The code is made of keys and positions of the declaration alone; no value ever becomes code.
  return new Function("decoders", `${names}return (v) => ({${entries.join(", ")}});`)(decoders);
}

function expression(node: Leaf | Branch): string {
  if (!isLeaf(node)) {
    return `{${Object.entries(node)
      .map(([key, inner]) => `${JSON.stringify(key)}: ${expression(inner)}`)
      .join(", ")}}`;
  }
  const value = `v[${node.at}]`;
  return isPlain(node.decoder) ? value : `(${value} === null ? null : d${node.at}.mapFromDriverValue(${value}))`;
}

const isLeaf = (node: Leaf | Branch): node is Leaf => typeof node.at === "number";

/** Whether values come out as they went in: text and what else no column changes. */
function isPlain(decoder: Decoder): boolean {
  if (decoder.mapFromDriverValue === plain.mapFromDriverValue) return true;
  if (!is(decoder, Column)) return false;
  // A custom column without a mapping of its own hands the value on.
  return (
    decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue ||
    ("mapFrom" in decoder && decoder.mapFrom === undefined)
  );
}

// Safe because every SQL has a decoder; it is only left out of the published types.
const plain = (new SQL([]) as unknown as { decoder: Decoder }).decoder;

function decoderOf(field: object): Decoder {
  if (is(field, Column)) return field;
  const sql = is(field, SQL) ? field : is(field, Subquery) ? field._.sql : (field as SQL.Aliased).sql;
  return (sql as unknown as { decoder: Decoder }).decoder;
}

/**
 * By key, the position of the column that is NULL when a join found no row. Drizzle looks at an object's first column, and only when all
 * its columns are of one table.
 */
function firstColumnsOfMissing(
  fields: readonly SelectedField[],
  notNull: Record<string, boolean>,
): Map<string, number> {
  const found = new Map<string, { at: number; tables: Set<string> }>();
  fields.forEach(({ path: [key = "", ...rest], field }, at) => {
    if (rest.length !== 1 || !is(field, Column)) return;
    const known = found.get(key) ?? { at, tables: new Set<string>() };
    known.tables.add(getTableName(field.table));
    found.set(key, known);
  });
  return new Map(
    [...found].flatMap(([key, { at, tables }]) => {
      const [table = "", ...others] = tables;
      return others.length === 0 && !notNull[table] ? [[key, at] as const] : [];
    }),
  );
}
