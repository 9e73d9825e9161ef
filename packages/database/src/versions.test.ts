import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";

const { table, id, ref, text } = column;

const parents = table("parents", { id: id(), name: text().notNull() });
const children = table("children", { id: id(), parentId: ref(() => parents.id, { onDelete: "cascade" }).notNull() });
const others = table("others", { id: id(), name: text().notNull() });

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([parents, children, others]);
});
afterAll(() => database[Symbol.asyncDispose]());

const versionOf = (...tables: (typeof parents | typeof children | typeof others)[]) => database.version(tables);

test("every kind of change of a table gives it another version, changes by a cascade too", async () => {
  const seen = [versionOf(children)];
  const note = () => seen.push(versionOf(children));

  const parentId = await database.write(async (db) => {
    const [parent] = await db.insert(parents).values({ name: "Ann" }).returning();
    await db.insert(children).values({ parentId: parent?.id ?? "" });
    return parent?.id ?? "";
  });
  note();
  await database.write((db) => db.update(children).set({ parentId }).where(eq(children.parentId, parentId)));
  note();
  await database.write((db) => db.delete(parents).where(eq(parents.id, parentId)));
  note();

  expect(new Set(seen).size).toBe(4);
});

test("a version asked for inside a transaction changes with its commit", async () => {
  const fresh = table("others", { id: id(), name: text().notNull() });
  const inside = await database.write(async (db) => {
    await db.insert(others).values({ name: "x" });
    return database.version([fresh]);
  });

  expect(database.version([fresh])).not.toBe(inside);
});

test("the version of the whole database changes with every commit, and stands still without one", async () => {
  const before = database.version();
  expect(database.version()).toBe(before);

  await database.write((db) => db.insert(others).values({ name: "x" }));

  expect(database.version()).not.toBe(before);
});

test("where tables are told apart, a commit that did not touch one leaves its version", async () => {
  const before = versionOf(parents, children);
  await database.write((db) => db.insert(others).values({ name: "x" }));

  expect(versionOf(parents, children) === before).toBe(!database.shared);

  await database.write((db) => db.insert(parents).values({ name: "Bea" }));
  expect(versionOf(parents, children)).not.toBe(before);
});
