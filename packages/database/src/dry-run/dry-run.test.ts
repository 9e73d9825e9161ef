import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { column } from "../columns.ts";
import { insertOne } from "../insert-one.ts";
import { newId } from "../new-id.ts";
import { UnitAbortedError, UnitClosedError } from "../unit.ts";

const { table, id, ref, text, integer, decimal, flag, moment, json, bytes, primaryKey } = column;

const crates = table("crates", {
  id: id(),
  label: text().notNull(),
  count: integer(),
  price: decimal(10, 2),
  sealed: flag(),
  packedAt: moment(),
  contents: json<{ b: number; a: string[] }>(),
  mark: bytes(),
});
const apples = table("apples", {
  id: id(),
  crateId: ref(() => crates.id, { onDelete: "cascade" }).notNull(),
  besideId: ref(() => crates.id, { onDelete: "set null" }),
});
const owners = table(
  "owners",
  { crateId: ref(() => crates.id, { onDelete: "cascade" }).notNull(), ownerName: text().notNull() },
  (owner) => [primaryKey({ columns: [owner.crateId, owner.ownerName] })],
);
const marks = table("marks", { label: text().notNull(), count: integer() });
const untold = table("untold", { id: id(), label: text().notNull() });

const full = {
  ...{ label: "a label\u2028of two lines", count: 2 ** 53 - 1, price: "19.90", sealed: true },
  packedAt: new Date("2026-06-01T09:30:00.120Z"),
  contents: { a: ["x", "null"], b: 1.5 },
  mark: new Uint8Array([0, 255, 92]),
};
const empty = { count: null, price: null, sealed: null, packedAt: null, contents: null, mark: null };

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([crates, apples, owners, marks, untold], {
    tables: [crates, apples, owners, marks],
    writeLimitMs: 1_500,
  });
});
afterAll(() => database[Symbol.asyncDispose]());
afterEach(() => database.write((db) => db.delete(crates)));

const all = async () => [
  await database.read.select().from(crates).orderBy(crates.id),
  await database.read.select().from(apples).orderBy(apples.id),
];

test("a row that comes is told with every value as the code knows it, and does not come", async () => {
  const { result, rows, more } = await database.dryRun((db) => insertOne(db, crates, full));

  expect(result).toMatchObject(full);
  expect(rows).toEqual([{ table: "crates", key: { id: result.id }, after: { id: result.id, ...full } }]);
  expect(more).toBe(0);
  expect(await all()).toEqual([[], []]);
});

test("a row that becomes another one is told as it was and as it would be", async () => {
  const crate = await database.write((db) => insertOne(db, crates, { label: "old" }));

  const { rows } = await database.dryRun((db) => db.update(crates).set(full).where(eq(crates.id, crate.id)));

  const { id } = crate;
  expect(rows).toEqual([
    { table: "crates", key: { id }, before: { id, label: "old", ...empty }, after: { id, ...full } },
  ]);
  expect(await all()).toEqual([[crate], []]);
});

test("what goes with a row, and what lets go of it, is told too", async () => {
  const [crate, other] = await database.write(async (db) => [
    await insertOne(db, crates, { label: "crate" }),
    await insertOne(db, crates, { label: "other" }),
  ]);
  const inside = await database.write((db) => insertOne(db, apples, { crateId: crate.id }));
  const beside = await database.write((db) => insertOne(db, apples, { crateId: other.id, besideId: crate.id }));
  const owner = { crateId: crate.id, ownerName: "Ada" };
  await database.write((db) => insertOne(db, owners, owner));

  const { rows } = await database.dryRun((db) => db.delete(crates).where(eq(crates.id, crate.id)));

  expect(rows).toHaveLength(4);
  expect(rows).toEqual(
    expect.arrayContaining([
      { table: "crates", key: { id: crate.id }, before: crate },
      { table: "apples", key: { id: inside.id }, before: inside },
      { table: "apples", key: { id: beside.id }, before: beside, after: { ...beside, besideId: null } },
      { table: "owners", key: owner, before: owner },
    ]),
  );
  expect(await all()).toEqual([
    [crate, other],
    [inside, beside],
  ]);
});

test("a row is told once, by what becomes of it in the end", async () => {
  const [kept, lost] = await database.write(async (db) => [
    await insertOne(db, crates, { label: "kept" }),
    await insertOne(db, crates, { label: "lost" }),
  ]);
  const moved = newId();

  const { rows } = await database.dryRun(async (db) => {
    const made = await insertOne(db, crates, { label: "made" });
    await db.update(crates).set({ label: "made twice" }).where(eq(crates.id, made.id));
    const passing = await insertOne(db, crates, { label: "passing" });
    await db.delete(crates).where(eq(crates.id, passing.id));
    for (const label of ["other", "kept"]) await db.update(crates).set({ label }).where(eq(crates.id, kept.id));
    await db.update(crates).set({ label: "changed" }).where(eq(crates.id, lost.id));
    await db.update(crates).set({ id: moved }).where(eq(crates.id, lost.id));
  });

  const labels = rows.map(({ before, after }) => `${before?.label} → ${after?.label}`);
  expect(labels.sort()).toEqual(["lost → undefined", "undefined → changed", "undefined → made twice"]);
});

test("rows without a primary key are told apart by all they say", async () => {
  const { rows } = await database.dryRun(async (db) => {
    await db.insert(marks).values([{ label: "one" }, { label: "two" }]);
    await db.update(marks).set({ count: 1 }).where(eq(marks.label, "two"));
  });

  const [one, two] = [
    { label: "one", count: null },
    { label: "two", count: 1 },
  ];
  expect(rows).toEqual([
    { table: "marks", key: one, after: one },
    { table: "marks", key: two, after: two },
  ]);
});

test("tables that nobody named are not told of, nor more than a thousand rows", async () => {
  const { rows, more } = await database.dryRun(async (db) => {
    await insertOne(db, untold, { label: "x" });
    const many = Array.from({ length: 1_010 }, (_, at) => ({ label: String(at) }));
    await db.insert(crates).values(many);
  });

  expect([rows.length, more]).toEqual([1_000, 10]);
  expect(await database.read.select().from(untold)).toEqual([]);
});

test("work that fails fails as in a write, and tells nothing", async () => {
  const failing = database.dryRun(async (db) => {
    await insertOne(db, crates, { label: "x" });
    throw new Error("no");
  });

  await expect(failing).rejects.toThrow("no");
  expect(await all()).toEqual([[], []]);
});

test("a statement that failed fails the dry run although the work swallowed it, as it would fail the write", async () => {
  const crate = await database.write((db) => insertOne(db, crates, { label: "x" }));

  const swallowing = database.dryRun(async (db) => {
    await insertOne(db, crates, crate).catch(() => {});
  });

  await expect(swallowing).rejects.toThrow();
});

test("writes beside it are kept and are not told; several dry runs at once each tell their own", async () => {
  const [first, second] = await Promise.all([
    database.dryRun((db) => insertOne(db, crates, { label: "first" })),
    database.dryRun((db) => insertOne(db, crates, { label: "second" })),
    database.write((db) => insertOne(db, crates, { label: "kept" })),
  ]);

  expect([first, second].map(({ rows }) => rows.map(({ after }) => after?.label))).toEqual([["first"], ["second"]]);
  expect((await all())[0]).toMatchObject([{ label: "kept" }]);
});

test("nobody is told of changes, and what is written next is told again", async () => {
  await database.watch([crates]);
  const told: unknown[] = [];
  const stop = database.onChange((changes) => told.push(changes));

  await database.dryRun((db) => insertOne(db, crates, { label: "x" }));
  const kept = await database.write((db) => insertOne(db, crates, { label: "y" }));

  await expect.poll(() => told.length).toBe(1);
  expect(told).toEqual([[expect.objectContaining({ table: "crates", keys: new Map([["id", new Set([kept.id])]]) })]]);
  stop();
});

test("one that takes too long is undone, and those after it tell their own", async () => {
  const slow = database.dryRun(async (db) => {
    await insertOne(db, crates, { label: "slow" });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
  });

  await expect(slow).rejects.toThrow(UnitAbortedError);
  await database.watch([crates]);
  const told: unknown[] = [];
  const stop = database.onChange((changes) => told.push(changes));
  await database.write((db) => insertOne(db, crates, { label: "kept" }));
  await expect.poll(() => told.length).toBe(1);
  stop();
  const { rows } = await database.dryRun((db) => insertOne(db, crates, { label: "next" }));
  expect(rows).toMatchObject([{ after: { label: "next" } }]);
});

test("it is refused inside a write, which it could not undo alone", async () => {
  const nested = database.write(() => database.dryRun((db) => db.delete(crates)));

  await expect(nested).rejects.toThrow(UnitClosedError);
});
