import type { SQL } from "drizzle-orm";
import { engine } from "./engine.ts";
import type { Read } from "./handles.ts";

/**
 * Runs SQL that the query builder cannot express and returns its rows as objects, values as the driver gives them. The text must
 * mean the same on both engines; prefer the builder.
 */
export async function rawRows<Row>(db: Read, query: SQL): Promise<Row[]> {
  if (engine === "postgres") {
    const { rows } = await (db as unknown as { execute(query: SQL): Promise<{ rows: Row[] }> }).execute(query);
    return rows;
  }
  return (db as unknown as { all(query: SQL): Row[] }).all(query);
}
