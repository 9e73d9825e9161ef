import { setTimeout as pause } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addCounter, counterNames, counters, counterValue, setValue } from "../../test/counters.ts";
import { databaseWith, type OwnDatabase } from "../../test/create-tables.ts";
import { databaseErrorKind } from "../errors.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([counters]);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(() =>
  database.write(async (db) => {
    await db.delete(counters);
    await addCounter(db, "hits");
  }),
);

const clash = () => Object.assign(new Error("could not serialize access"), { code: "40001" });

describe("units that clash", () => {
  test("run again from their start until each has landed", async () => {
    let runs = 0;
    await Promise.all(
      Array.from({ length: 50 }, () =>
        database.write(async (db) => {
          runs += 1;
          const seen = await counterValue(db, "hits");
          await setValue(db, "hits", seen + 1);
        }),
      ),
    );

    expect(await counterValue(database.read, "hits")).toBe(50);
    expect(runs).toBeGreaterThan(50);
  });

  test("run again as a whole when a nested write met the clash and its error was caught", async () => {
    let runs = 0;
    await database.write(async (db) => {
      runs += 1;
      await addCounter(db, `run ${runs}`);
      const nested = database.write(() => {
        if (runs < 3) throw clash();
      });
      await nested.catch(() => {});
    });

    expect(await counterNames(database.read)).toEqual(["hits", "run 3"]);
  });

  test("run again after a deadlock", async () => {
    await database.write((db) => addCounter(db, "other"));
    const both = (first: string, second: string) =>
      database.write(async (db) => {
        for (const name of [first, second]) {
          await db
            .update(counters)
            .set({ value: sql`${counters.value} + 1` })
            .where(eq(counters.name, name));
          await pause(50);
        }
      });

    await Promise.all([both("hits", "other"), both("other", "hits")]);

    expect(await counterValue(database.read, "hits")).toBe(2);
    expect(await counterValue(database.read, "other")).toBe(2);
  });

  test("give up after a bounded number of tries", async () => {
    let runs = 0;
    const unit = database.write(() => {
      runs += 1;
      throw clash();
    });

    expect(databaseErrorKind(await unit.catch((thrown: unknown) => thrown))).toBe("serialization");
    expect(runs).toBe(30);
  });

  test("are the only ones that run again", async () => {
    let runs = 0;
    const unit = database.write(() => {
      runs += 1;
      throw new Error("no");
    });

    await expect(unit).rejects.toThrow("no");
    expect(runs).toBe(1);
  });
});
