import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause, setImmediate as tick } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { addCounter, counterNames, counters, counterValue, setValue } from "../test/counters.ts";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import type { Write } from "./handles.ts";
import { UnitClosedError } from "./unit.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([counters]);
});
afterAll(() => database[Symbol.asyncDispose]());
afterEach(() => database.write((db) => db.delete(counters)));

const names = () => counterNames(database.read);

describe("units of work", () => {
  test("never run into each other, however long each waits between reading and writing", async () => {
    await database.write((db) => addCounter(db, "hits"));
    const waits = [() => tick(), () => pause(1), () => Promise.resolve(), () => pause(0)];

    await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        database.write(async (db) => {
          const seen = await counterValue(db, "hits");
          for (let times = 0; times <= at % 3; times++) await waits[(at + times) % waits.length]?.();
          await setValue(db, "hits", seen + 1);
        }),
      ),
    );

    expect(await counterValue(database.read, "hits")).toBe(200);
  });

  test("are serializable: two that each read what the other writes do not both have their way", async () => {
    await database.write(async (db) => {
      await addCounter(db, "ada on call", 1);
      await addCounter(db, "bob on call", 1);
    });
    const leave = (name: string) =>
      database.write(async (db) => {
        const onCall = await db.$count(counters, eq(counters.value, 1));
        await pause(20);
        if (onCall > 1) await setValue(db, name, 0);
      });

    await Promise.all([leave("ada on call"), leave("bob on call")]);

    expect(await database.read.$count(counters, eq(counters.value, 1))).toBe(1);
  });

  test("see what was committed before them, and their own writes", async () => {
    const seen = await database.write(async (db) => {
      await addCounter(db, "a");
      return [await counterNames(db), await names()];
    });

    expect(seen).toEqual([["a"], []]);
    expect(await names()).toEqual(["a"]);
  });

  test("that throw leave nothing behind, and take none of those beside them along", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, at) =>
        database.write(async (db) => {
          await addCounter(db, String(at).padStart(2, "0"));
          if (at % 2) await tick();
          if (at % 3 === 0) throw new Error("changed my mind");
          return at;
        }),
      ),
    );

    const kept = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    expect(kept).toEqual(Array.from({ length: 30 }, (_, at) => at).filter((at) => at % 3 !== 0));
    expect(await names()).toEqual(kept.map((at) => String(at).padStart(2, "0")));
  });

  test("pass on what they return, and what they throw, as it is", async () => {
    const thrown = new Error("as it is");

    expect(await database.write(() => 42)).toBe(42);
    expect(await database.write(async () => undefined)).toBeUndefined();
    await expect(database.write(() => Promise.reject(thrown))).rejects.toBe(thrown);
    await expect(
      database.write(() => {
        throw thrown;
      }),
    ).rejects.toBe(thrown);
  });

  test("cannot be used when they have ended", async () => {
    const handles: Write[] = [];
    await database.write((db) => void handles.push(db));
    await expect(
      database.write((db) => {
        handles.push(db);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");

    for (const db of handles) {
      await expect(addCounter(db, "late")).rejects.toBeInstanceOf(UnitClosedError);
      await expect(counterNames(db)).rejects.toBeInstanceOf(UnitClosedError);
    }
    expect(await names()).toEqual([]);
  });

  test.each([
    ["commit", () => undefined],
    [
      "are rolled back",
      () => {
        throw new Error("no");
      },
    ],
  ])("keep out what is sent while they %s", async (_how, end) => {
    let late: Promise<unknown> = Promise.resolve();
    const unit = database.write(async (db) => {
      await addCounter(db, "inside");
      // The next turn of the event loop comes when the work is done but the answer to its last word has not arrived.
      late = tick().then(() => addCounter(db, "late"));
      late.catch(() => {});
      end();
    });
    await unit.catch(() => {});

    await expect(late).rejects.toBeInstanceOf(UnitClosedError);
    expect(await names()).not.toContain("late");
  });

  test("are not forgotten when they come just as the queue runs empty", async () => {
    for (let turns = 0; turns < 40; turns++) {
      await database.write(() => Promise.reject(new Error("no"))).catch(() => {});
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      await database.write((db) => addCounter(db, `${turns}`));
    }

    expect(await names()).toHaveLength(40);
  });

  test("run in the context of their caller", async () => {
    const request = new AsyncLocalStorage<number>();

    const seen = await Promise.all(
      [1, 2, 3].map((id) => request.run(id, () => database.write(() => tick().then(() => request.getStore())))),
    );

    expect(seen).toEqual([1, 2, 3]);
  });

  test("started by what an earlier one left running stand on their own", async () => {
    let leftRunning: Promise<unknown> | undefined;
    await database.write(() => {
      leftRunning = pause(30).then(() => database.write((db) => addCounter(db, "later")));
    });
    await leftRunning;

    expect(await names()).toEqual(["later"]);
  });

  test("of two databases may hold each other", async () => {
    await using other = await databaseWith([counters]);

    await database.write(async (db) => {
      await addCounter(db, "here");
      await other.write(async (there) => {
        await addCounter(there, "there");
        await database.write((inner) => addCounter(inner, "here, inside"));
      });
    });

    expect(await names()).toEqual(["here", "here, inside"]);
    expect(await counterNames(other.read)).toEqual(["there"]);
  });
});
