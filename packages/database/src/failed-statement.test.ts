import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { addCounter, counterNames, counters, failingStatement } from "../test/counters.ts";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { databaseErrorKind } from "./errors.ts";
import type { Write } from "./handles.ts";
import { UnitClosedError } from "./unit.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([counters]);
});
afterAll(() => database[Symbol.asyncDispose]());
afterEach(() => database.write((db) => db.delete(counters)));

const names = () => counterNames(database.read);
const kindOf = (work: Promise<unknown>) => work.then(() => "done", databaseErrorKind);

describe("a statement that fails", () => {
  test("spoils its transaction: nothing more runs in it, and it is not kept, even when the error is caught", async () => {
    const unit = database.write(async (db) => {
      await addCounter(db, "before");
      await failingStatement(db).catch(() => {});
      await expect(addCounter(db, "after")).rejects.toBeInstanceOf(UnitClosedError);
      await expect(counterNames(db)).rejects.toBeInstanceOf(UnitClosedError);
      return "fine";
    });

    expect(await kindOf(unit)).toBe("not_null");
    expect(await names()).toEqual([]);
  });

  test("for being no SQL spoils it as well", async () => {
    const unit = database.write(async (db) => {
      await addCounter(db, "before");
      await db
        .select({ no: counters.value })
        .from(counters)
        .groupBy(counters.id)
        .having(sql`nosuchcolumn > 0`)
        .catch(() => {});
      return "fine";
    });

    await expect(unit).rejects.toThrow(/nosuchcolumn/);
    expect(await names()).toEqual([]);
  });

  test("inside a nested write spoils only that", async () => {
    await database.write(async (db) => {
      await addCounter(db, "outer");
      const nested = database.write(async (inner) => {
        await addCounter(inner, "inner");
        await failingStatement(inner).catch(() => {});
      });
      expect(await kindOf(nested)).toBe("not_null");
      await addCounter(db, "outer again");
    });

    expect(await names()).toEqual(["outer", "outer again"]);
  });
});

describe("a read handle", () => {
  // Safe because the cast is the point: the type forbids it, and so must the connection.
  const asWrite = () => database.read as Write;

  test("refuses to write, even when its type is cast away", async () => {
    await database.write((db) => addCounter(db, "a"));

    expect(await kindOf(asWrite().insert(counters).values({ name: "b", value: 1 }).returning())).toBe("read_only");
    expect(await kindOf(asWrite().update(counters).set({ value: 1 }))).toBe("read_only");
    expect(await kindOf(asWrite().delete(counters))).toBe("read_only");
    expect(await names()).toEqual(["a"]);
  });
});
