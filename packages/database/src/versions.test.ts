import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { openDatabase } from "./database.ts";
import { newId } from "./new-id.ts";
import { preparedWrite } from "./prepared.ts";

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

test("a commit that did not touch a table leaves its version", async () => {
  const before = versionOf(parents, children);
  await database.write((db) => db.insert(others).values({ name: "x" }));
  await database.write((db) => db.select().from(parents).limit(1));

  expect(versionOf(parents, children)).toBe(before);

  await database.write((db) => db.insert(parents).values({ name: "Bea" }));
  expect(versionOf(parents, children)).not.toBe(before);
});

const insertParent = preparedWrite("versions: insert parent", { id: parents.id, name: parents.name }, (db, $) =>
  db.insert(parents).values({ id: $.id, name: $.name }).returning(),
);

test("a declared write counts too, and one in a savepoint", async () => {
  const before = versionOf(parents);
  await database.write((db) => insertParent.all(db, { id: newId(), name: "Cy" }));
  const declared = versionOf(parents);

  await database.write(() => database.write((db) => insertParent.all(db, { id: newId(), name: "Di" })));

  expect(new Set([before, declared, versionOf(parents)]).size).toBe(3);
});

test("what others commit is heard once the tables are watched, and their version tells of it", async () => {
  await database.watch([parents]);
  expect(database.hears([parents])).toBe(true);
  expect(database.hears([parents, others])).toBe(!database.shared);
  const before = versionOf(parents);
  if (!database.shared) return;
  const other = await openDatabase({ url: database.url });

  await other.write((db) => db.insert(parents).values({ name: "Flo" }));

  await expect.poll(() => versionOf(parents), { timeout: 10_000 }).not.toBe(before);
  await other.close();
});
