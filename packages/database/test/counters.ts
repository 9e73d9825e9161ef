import { eq, sql } from "drizzle-orm";
import { column } from "../src/columns.ts";
import { one } from "../src/errors.ts";
import type { Read, Write } from "../src/handles.ts";

/** The table of the writers' tests. */
export const counters = column.table("counters", {
  id: column.id(),
  name: column.text().notNull(),
  value: column.integer().notNull(),
});

export const addCounter = (db: Write, name: string, value = 0) =>
  one(db.insert(counters).values({ name, value }).returning());

export async function counterValue(db: Read, name: string): Promise<number> {
  const row = await one(db.select({ value: counters.value }).from(counters).where(eq(counters.name, name)));
  return row.value;
}

export const setValue = (db: Write, name: string, value: number) =>
  db.update(counters).set({ value }).where(eq(counters.name, name));

/** The names of all counters, in order. */
export async function counterNames(db: Read): Promise<string[]> {
  const rows = await db.select({ name: counters.name }).from(counters).orderBy(counters.name);
  return rows.map((row) => row.name);
}

/** A statement that every engine refuses when it runs it. */
export const failingStatement = (db: Write) => db.update(counters).set({ value: sql`null` });
