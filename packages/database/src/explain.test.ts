import { and, eq, exists, gt } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { explain } from "./explain.ts";
import { ascending, descending } from "./order.ts";

const { table, id, text, integer, index } = column;

const rooms = table("rooms", { id: id(), owner: text().notNull() });
const chairs = table(
  "chairs",
  { id: id(), room: text().notNull(), color: text().notNull(), legs: integer() },
  (chair) => [index("chairs_room").on(chair.room, chair.color, chair.legs)],
);

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([rooms, chairs]);
});
afterAll(() => database[Symbol.asyncDispose]());

const all = () => database.read.select().from(chairs);
const inOwner = eq(rooms.owner, "ada");
const inRoom = eq(chairs.room, "it's");

test("a plan tells whether an index leads to the rows, gives them in order, or neither", async () => {
  const reads = async (query: Parameters<typeof explain>[1]) => (await explain(database.read, query)).reads;

  expect(await reads(all().where(inRoom))).toEqual([{ table: "chairs", how: "search" }]);
  expect(await reads(all().where(gt(chairs.legs, 3)))).not.toEqual([{ table: "chairs", how: "search" }]);
  expect(await reads(database.read.select().from(rooms).where(inOwner))).toEqual([{ table: "rooms", how: "scan" }]);
  expect(await reads(all().orderBy(ascending(chairs.room)))).toEqual([{ table: "chairs", how: "walk" }]);
});

test("a plan tells which tables are sorted as a whole", async () => {
  const sorted = async (query: Parameters<typeof explain>[1]) => (await explain(database.read, query)).sorted;

  expect(await sorted(all().where(inRoom).orderBy(ascending(chairs.color)))).toEqual([]);
  expect(await sorted(all().where(inRoom).orderBy(descending(chairs.color)))).toEqual([]);
  expect(await sorted(all().where(inRoom).orderBy(ascending(chairs.legs)))).toEqual(["chairs"]);
});

test("sorting only what is alike in the first part of an index's order does not count", async () => {
  const query = all().where(inRoom).orderBy(ascending(chairs.color), descending(chairs.id));

  expect((await explain(database.read, query)).sorted).toEqual([]);
});

test("tables within a query are read too", async () => {
  const owned = database.read.select().from(rooms).where(eq(rooms.owner, chairs.color));

  const { reads } = await explain(database.read, all().where(and(inRoom, exists(owned))));

  expect(reads.map(({ table, how }) => `${how} ${table}`).sort()).toEqual(["scan rooms", "search chairs"]);
});
