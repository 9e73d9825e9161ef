import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addCounter, counterNames, counters } from "../test/counters.ts";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import type { DatabaseEvent } from "./database.ts";
import { databaseErrorKind } from "./errors.ts";
import { UnitAbortedError } from "./unit.ts";

const events: DatabaseEvent[] = [];
let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([counters], { writeLimitMs: 500, report: (event) => events.push(event) });
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await database.write((db) => db.delete(counters));
  events.length = 0;
});

const names = () => counterNames(database.read);
const aborted = () => events.flatMap((event) => (event.kind === "aborted-write" ? [event.error] : []));
const slow = () => events.flatMap((event) => (event.kind === "slow-write" ? [event] : []));

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe("a unit that holds its transaction for too long", () => {
  test("is rolled back and named, and what it does later is refused", async () => {
    let late: Promise<unknown> = Promise.resolve();
    const unit = database.write(
      (db) => {
        late = addCounter(db, "early")
          .then(() => pause(700))
          .then(() => addCounter(db, "late"));
        late.catch(() => {});
        return late;
      },
      { name: "importTasks" },
    );

    const error = await unit.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnitAbortedError);
    expect(error).toMatchObject({ unit: "importTasks", limitMs: 500 });
    expect(databaseErrorKind(error)).toBe("timeout");
    expect(aborted()).toEqual([error]);
    await expect(late).rejects.toBeInstanceOf(UnitAbortedError);
    expect(await names()).toEqual([]);
  });

  test("holds up those that wait behind it no longer than that", async () => {
    const stuck = database.write(() => new Promise(() => {}), { name: "stuck" });
    const started = performance.now();
    const others = ["a", "b", "c"].map((name) => database.write((db) => addCounter(db, name)));

    await expect(stuck).rejects.toBeInstanceOf(UnitAbortedError);
    await Promise.all(others);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await names()).toEqual(["a", "b", "c"]);
  });

  test("takes nobody else of its group along", async () => {
    const outcomes = await Promise.allSettled([
      database.write((db) => addCounter(db, "before")),
      database.write(async (db) => {
        await addCounter(db, "stuck");
        await new Promise(() => {});
      }),
      database.write((db) => addCounter(db, "behind")),
    ]);

    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await names()).toEqual(["before", "behind"]);
  });

  test("is rolled back too when it blocked the thread, so that no timer could fire", async () => {
    const unit = database.write(
      async (db) => {
        await addCounter(db, "blocking");
        block(600);
        return "done";
      },
      { name: "blocking" },
    );

    await expect(unit).rejects.toMatchObject({ unit: "blocking" });
    expect(aborted()).toHaveLength(1);
    expect(await names()).toEqual([]);
  });

  test("is rolled back with the nested write in it, whose late statements harm nobody", async () => {
    let nested: Promise<unknown> = Promise.resolve();
    const unit = database.write(async (db) => {
      await addCounter(db, "outer");
      nested = database.write(async (inner) => {
        await addCounter(inner, "inner");
        await pause(650);
        await addCounter(inner, "late");
      });
      nested.catch(() => {});
      await nested;
    });
    await expect(unit).rejects.toBeInstanceOf(UnitAbortedError);
    await database.write(async (db) => {
      await addCounter(db, "next");
      await pause(250);
      await database.write((inner) => addCounter(inner, "next inner"));
    });

    await expect(nested).rejects.toBeInstanceOf(UnitAbortedError);
    expect(await names()).toEqual(["next", "next inner"]);
  });

  test("can be followed by many more", async () => {
    const stuck = Array.from({ length: 4 }, () => database.write(() => new Promise(() => {})));
    await Promise.allSettled(stuck);
    await Promise.all(Array.from({ length: 40 }, (_, at) => database.write((db) => addCounter(db, `${at}`))));

    expect(aborted()).toHaveLength(4);
    expect(await names()).toHaveLength(40);
  });
});

describe("a slow unit", () => {
  test("is kept, and reported with its name and time", async () => {
    await database.write(
      async (db) => {
        await addCounter(db, "slow");
        await pause(80);
      },
      { name: "recount" },
    );

    expect(slow()).toEqual([{ kind: "slow-write", name: "recount", ms: expect.any(Number) }]);
    expect(slow()[0]?.ms).toBeGreaterThanOrEqual(79);
    expect(await names()).toEqual(["slow"]);
  });

  test("is none that takes less than what is called slow", async () => {
    const told: DatabaseEvent[] = [];
    await using patient = await databaseWith([counters], { slowWriteMs: 4_000, report: (event) => told.push(event) });

    await patient.write(async (db) => {
      await addCounter(db, "quick");
      await pause(80);
    });

    expect(told).toEqual([]);
  });
});
