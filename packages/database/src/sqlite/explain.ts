import { type SQLWrapper, sql } from "drizzle-orm";
import type { Plan, TableRead } from "../explain.ts";
import type { Read } from "../handles.ts";
import { rawRows } from "../raw.ts";

interface Step {
  parent: number;
  detail: string;
}

/** Reads `explain query plan`. https://www.sqlite.org/eqp.html */
export async function sqlitePlan(db: Read, query: SQLWrapper): Promise<Plan> {
  const steps = await rawRows<Step>(db, sql`explain query plan ${query.getSQL()}`);
  // The rows of a query inside the query are read by its name, as if it were a table.
  const inner = new Set(steps.map(({ detail }) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(detail)?.[1]));
  const readsOf = (some: Step[]) => some.flatMap(readOf).filter(({ table }) => !inner.has(table));
  const sorting = steps.filter(({ detail }) => detail === "USE TEMP B-TREE FOR ORDER BY");
  const sorted = sorting.flatMap(({ parent }) => readsOf(steps.filter((step) => step.parent === parent)));
  return { reads: readsOf(steps), sorted: sorted.map(({ table }) => table) };
}

function readOf({ detail }: Step): TableRead[] {
  const [, verb, table = "", index] = /^(SEARCH|SCAN) (\w+)( USING (?:COVERING )?INDEX)?/.exec(detail) ?? [];
  // A function that returns rows is no table.
  if (!verb || detail.includes("VIRTUAL TABLE")) return [];
  return [{ table, how: verb === "SEARCH" ? "search" : index ? "walk" : "scan" }];
}
