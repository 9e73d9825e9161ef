import type { SQL } from "drizzle-orm";
import { column } from "../src/columns.ts";
import type { Read, Write } from "../src/handles.ts";
import { ascending } from "../src/order.ts";

const { table, id, ref, text, integer, decimal, flag, moment, json, unique, primaryKey } = column;

export const lists = table("lists", { id: id(), name: text().notNull() }, (list) => [
  unique("lists_name").on(list.name),
]);
export const items = table(
  "items",
  {
    id: id(),
    listId: ref(() => lists.id, { onDelete: "cascade" }),
    name: text().notNull(),
    amount: integer(),
    price: decimal(10, 2),
    done: flag().notNull(),
    dueAt: moment(),
    data: json<{ tag?: string | null }>(),
  },
  (item) => [unique("items_name").on(item.listId, item.name)],
);
export const links = table("links", { itemId: ref(() => items.id).notNull(), label: text().notNull() }, (link) => [
  primaryKey({ name: "links_pk", columns: [link.itemId, link.label] }),
]);

export const home = "0198f3a2-7b1c-7000-8000-000000000001";
export const work = "0198f3a2-7b1c-7000-8000-000000000002";

/** Two lists, one of them with items, and an item of no list. */
export async function fillLists(db: Write): Promise<void> {
  await db.insert(lists).values([
    { id: home, name: "home" },
    { id: work, name: "work" },
  ]);
  await db.insert(items).values([
    { listId: home, name: "milk", amount: 5, price: "1.10", done: false, dueAt: new Date(1000), data: { tag: "x" } },
    { listId: home, name: "bread", amount: 2, price: "2.05", done: true, dueAt: new Date(2000), data: { tag: null } },
    { listId: home, name: "salt", amount: null, price: null, done: false, dueAt: null, data: null },
    { listId: null, name: "loose", amount: -7, price: "-0.15", done: true, dueAt: new Date(3000), data: {} },
  ]);
}

export async function emptyLists(db: Write): Promise<void> {
  for (const table of [links, items, lists]) await db.delete(table);
}

export async function itemNames(db: Read, where?: SQL): Promise<string[]> {
  const rows = await db.select({ name: items.name }).from(items).where(where).orderBy(ascending(items.name));
  return rows.map((row) => row.name);
}
