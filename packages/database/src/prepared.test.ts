import { and, eq, gt, type Placeholder, type SQL } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { column } from "./columns.ts";
import { databaseErrorKind } from "./errors.ts";
import type { Read, Write } from "./handles.ts";
import { type Prepared, prepared, preparedWrite } from "./prepared.ts";
import { UnitClosedError } from "./unit.ts";
import { ValueError } from "./values.ts";

const { table, id, text, integer, moment, flag, decimal, oneOf } = column;

const events = table("events", {
  id: id(),
  title: text().notNull(),
  seats: integer(),
  at: moment().notNull(),
  open: flag().notNull(),
  price: decimal(8, 2),
  kind: oneOf(["talk", "walk"]).notNull(),
});

let database: OwnDatabase;
let other: OwnDatabase;
beforeAll(async () => {
  [database, other] = await Promise.all([databaseWith([events]), databaseWith([events])]);
});
afterAll(() => Promise.all([database[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]));

const at = new Date("2024-05-01T10:00:00.000Z");
const rows = [
  { title: "A walk", seats: 5, at, open: true, price: "1.50", kind: "walk" },
  { title: "A talk", seats: null, at, open: false, price: null, kind: "talk" },
  { title: "B walk", seats: 9, at: new Date(at.getTime() + 1), open: true, price: "0.10", kind: "walk" },
] as const;
beforeEach(() =>
  database.write(async (db) => {
    await db.delete(events);
    await db.insert(events).values([...rows]);
  }),
);

const matching = prepared(
  "matching",
  { at: events.at, open: events.open, kind: events.kind, price: events.price, most: Number },
  (db, $) =>
    db
      .select()
      .from(events)
      .where(and(eq(events.at, $.at), eq(events.open, $.open), eq(events.kind, $.kind), gt(events.price, $.price)))
      .limit($.most),
);
const titled = prepared("titled", { title: events.title }, (db, $) =>
  db.select({ title: events.title }).from(events).where(eq(events.title, $.title)),
);

describe("a prepared query", () => {
  test("gives what the same query gives when it is built each time", async () => {
    const built = database.read
      .select()
      .from(events)
      .where(and(eq(events.at, at), eq(events.open, true), eq(events.kind, "walk"), gt(events.price, "1.00")))
      .limit(5);
    const values = { at, open: true, kind: "walk", price: "1.00", most: 5 } as const;

    expect(await matching.all(database.read, values)).toStrictEqual(await built);
    expect(await matching.first(database.read, values)).toStrictEqual((await built)[0]);
    expect(await matching.first(database.read, { ...values, most: 0 })).toBeUndefined();
  });

  test("runs in reads and in transactions, where it sees their own writes", async () => {
    const seen = await database.write(async (db) => {
      await db.insert(events).values({ ...rows[0], title: "new" });
      const nested = await database.write((inner) => titled.all(inner, { title: "new" }));
      return [await titled.all(db, { title: "new" }), nested, await titled.all(database.read, { title: "new" })];
    });

    expect(seen).toEqual([[{ title: "new" }], [{ title: "new" }], []]);
  });

  test("runs on every database of the process, each with its own rows", async () => {
    await other.write((db) => db.insert(events).values({ ...rows[0], title: "elsewhere" }));

    expect(await titled.all(database.read, { title: "elsewhere" })).toEqual([]);
    expect(await titled.all(other.read, { title: "elsewhere" })).toEqual([{ title: "elsewhere" }]);
    expect(await titled.all(database.read, { title: "A walk" })).toHaveLength(1);
  });

  test("is built once per connection, however often it runs", async () => {
    let builds = 0;
    const query = prepared("countedBuilds", { title: events.title }, (db, $) => {
      builds += 1;
      return db.select().from(events).where(eq(events.title, $.title));
    });

    for (const title of ["A walk", "A talk", "nothing"]) await query.all(database.read, { title });
    await Promise.all(Array.from({ length: 50 }, () => query.first(database.read, { title: "A walk" })));
    expect(builds).toBe(1);

    for (let times = 0; times < 20; times++) await database.write((db) => query.all(db, { title: "A walk" }));
    // One connection writes, and used one after another it stays the same one.
    expect(builds).toBe(2);
  });

  test("keeps parallel runs apart", async () => {
    const titles = rows.map((row) => row.title);
    const runs = Array.from({ length: 60 }, (_, at) => titles[at % 3] ?? "");

    const found = await Promise.all(runs.map((title) => titled.first(database.read, { title })));

    expect(found.map((row) => row?.title)).toEqual(runs);
  });

  test("refuses values as its columns do, before the engine sees them", async () => {
    const counted = prepared("plainValues", { words: String, most: Number }, (db, $) =>
      db.select().from(events).where(gt(events.title, $.words)).limit($.most),
    );

    await expect(titled.all(database.read, { title: "a\0" })).rejects.toBeInstanceOf(ValueError);
    await expect(counted.all(database.read, { words: "\ud83d", most: 1 })).rejects.toBeInstanceOf(ValueError);
    await expect(counted.all(database.read, { words: "", most: Number.NaN })).rejects.toBeInstanceOf(ValueError);
    await expect(titled.all(database.read, {} as never)).rejects.toThrow("title");
  });

  test("that refuses a value leaves its transaction as it was", async () => {
    const found = await database.write(async (db) => {
      await expect(titled.all(db, { title: "a\0" })).rejects.toBeInstanceOf(ValueError);
      return titled.all(db, { title: "A walk" });
    });

    expect(found).toEqual([{ title: "A walk" }]);
  });

  test("cannot run in a transaction that has ended", async () => {
    const leaked: Write[] = [];
    await database.write((db) => void leaked.push(db));

    for (const db of leaked) await expect(titled.all(db, { title: "x" })).rejects.toBeInstanceOf(UnitClosedError);
  });

  test("that fails spoils its transaction like any statement", async () => {
    const clash = preparedWrite("clash", { id: events.id }, (db, $) =>
      db
        .insert(events)
        .values({ ...rows[0], id: $.id })
        .returning({ id: events.id }),
    );
    const id = "0198f3a2-7b1c-7000-8000-000000000009";
    const unit = database.write(async (db) => {
      await clash.all(db, { id });
      await clash.all(db, { id }).catch(() => {});
    });

    expect(databaseErrorKind(await unit.catch((thrown: unknown) => thrown))).toBe("unique");
    expect(await database.read.$count(events, eq(events.id, id))).toBe(0);
  });

  test("has a name of its own", () => {
    expect(() => prepared("titled", {}, (db) => db.select().from(events))).toThrow(
      'two prepared queries are named "titled"',
    );
    expect(() => prepared("ü".repeat(32), {}, (db) => db.select().from(events))).toThrow("at most 63 bytes");
  });

  test("has typed parameters and rows", () => {
    expectTypeOf(matching).toExtend<
      Prepared<
        Read,
        { at: Date; open: boolean; kind: "talk" | "walk"; price: string; most: number },
        typeof events.$inferSelect
      >
    >();
    expectTypeOf(titled.first).returns.resolves.toEqualTypeOf<{ title: string } | undefined>();
    prepared("typedPlaceholders", { at: events.at, word: String }, (db, $) => {
      expectTypeOf($.at).toEqualTypeOf<SQL<Date>>();
      expectTypeOf($.word).toEqualTypeOf<Placeholder<string, string>>();
      expectTypeOf(db).not.toHaveProperty("insert");
      return db.select().from(events);
    });
    // @ts-expect-error a parameter of another type
    void (() => titled.all(database.read, { title: 1 }));
    // @ts-expect-error a parameter left out
    void (() => titled.all(database.read, {}));
    // @ts-expect-error a word the column does not have
    void (() => matching.all(database.read, { at, open: true, kind: "run", price: "1", most: 1 }));
  });
});

describe("a prepared write", () => {
  const rename = preparedWrite("rename", { from: events.title, to: String }, (db, $) =>
    db
      .update(events)
      .set({ title: $.to as never })
      .where(eq(events.title, $.from))
      .returning({ title: events.title }),
  );

  test("changes rows and returns them", async () => {
    const renamed = await database.write((db) => rename.all(db, { from: "A walk", to: "A run" }));

    expect(renamed).toEqual([{ title: "A run" }]);
    expect(await titled.all(database.read, { title: "A run" })).toHaveLength(1);
  });

  test("is undone with its transaction", async () => {
    const unit = database.write(async (db) => {
      await rename.all(db, { from: "A walk", to: "A run" });
      throw new Error("no");
    });

    await expect(unit).rejects.toThrow("no");
    expect(await titled.all(database.read, { title: "A walk" })).toHaveLength(1);
  });

  test("cannot run on a read handle, by its type or at run time", async () => {
    // @ts-expect-error a read handle
    const attempt = rename.all(database.read, { from: "A walk", to: "A run" });

    expect(databaseErrorKind(await attempt.catch((thrown: unknown) => thrown))).toBe("read_only");
  });

  test("refuses to store one generated id again and again", async () => {
    const careless = preparedWrite("careless", {}, (db) => db.insert(events).values(rows[0]).returning());

    await expect(database.write((db) => careless.all(db, {}))).rejects.toThrow("make it a parameter");
  });
});
