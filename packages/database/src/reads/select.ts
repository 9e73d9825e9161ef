import type { SQL, SQLWrapper, Subquery } from "drizzle-orm";

/** What drizzle knows of a select before it is text. */
export interface SelectConfig {
  table: unknown;
  fields: Record<string, unknown>;
  where?: SQL;
  having?: SQL;
  joins?: { table: unknown; on: SQL | undefined; joinType: string }[];
  orderBy?: unknown[];
  groupBy?: unknown[];
  distinct?: unknown;
  withList?: Subquery[];
  setOperators?: { rightSelect: SQLWrapper; orderBy?: unknown[] }[];
}

/** Whether it is a select that drizzle builds. */
export function isSelect(part: unknown): part is { config: SelectConfig } {
  if (typeof part !== "object" || part === null || !("config" in part)) return false;
  const { config } = part;
  return typeof config === "object" && config !== null && "table" in config && "fields" in config;
}
