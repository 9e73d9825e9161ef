import type { Read } from "@plinth/database";
import { is, SQL, type SQLWrapper, StringChunk, sql } from "drizzle-orm";
import { Column } from "drizzle-orm/column";
import { getTableName, Table } from "drizzle-orm/table";
import type { Definition } from "./definition.ts";
import type { SortKey } from "./order.ts";

/** What a list asks for: the fields it names, and its order. */
export interface Advice {
  after: readonly string[];
  keys: readonly SortKey[];
}

/** What to add so that the list is served, as one sentence. */
export function advice(db: Read, definition: Definition, { after, keys }: Advice): string {
  const owned = definition.within === undefined ? ruleFields(db, definition) : [];
  // Rows that several grants show are in no index's order.
  if (!owned) return "Declare `within`, and lead an index with it: these rules show rows of more than one owner";
  const { table, rules } = definition;
  const row = rules.noun.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
  const fields = [...new Set([...owned, ...after, ...keys.map(({ field }) => field)])];
  const named = fields.filter((field) => field !== "id").map(brief);
  const name = [getTableName(table), ...named].join("_");
  return `Add index("${name}").on(${fields.map((field) => `${row}.${field}`).join(", ")})`;
}

/** `projectId` → `project`, `createdAt` → `created`. */
function brief(field: string): string {
  return field.replace(/(Id|At|On)$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The fields by which the rules know whose a row is; `undefined` when they look it up in another table. */
export function ruleFields(db: Read, { rules, columns }: Definition): string[] | undefined {
  const parts = partsOf(rules.visible(db, { userId: sql`null` }));
  if (parts.some((part) => is(part, StringChunk) && /\bselect\b/i.test(part.value.join("")))) return undefined;
  return Object.keys(columns).filter((field) => parts.includes(columns[field]));
}

/** All that SQL is made of. */
function partsOf(part: unknown): unknown[] {
  if (is(part, SQL)) return part.queryChunks.flatMap(partsOf);
  if (is(part, Column) || is(part, StringChunk) || is(part, Table)) return [part];
  // A query inside it is put together when it is asked to be.
  const inner = part as Partial<SQLWrapper> | undefined;
  return typeof inner?.getSQL === "function" ? partsOf(inner.getSQL()) : [part];
}
