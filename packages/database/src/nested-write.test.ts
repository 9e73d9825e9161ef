import { setTimeout as pause, setImmediate as tick } from "node:timers/promises";
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
const fail = () => {
  throw new Error("no");
};

describe("a nested write", () => {
  test("joins: it sees what the outer one wrote, and the outer one what it wrote", async () => {
    const seen = await database.write(async (db) => {
      await addCounter(db, "outer");
      const inside = await database.write(async (inner) => {
        await addCounter(inner, "inner");
        return counterNames(inner);
      });
      return [inside, await counterNames(db), await names()];
    });

    expect(seen).toEqual([["inner", "outer"], ["inner", "outer"], []]);
    expect(await names()).toEqual(["inner", "outer"]);
  });

  test("is undone with the outer one", async () => {
    const outer = database.write(async () => {
      await database.write((inner) => addCounter(inner, "inner"));
      fail();
    });

    await expect(outer).rejects.toThrow("no");
    expect(await names()).toEqual([]);
  });

  test("that throws is undone alone", async () => {
    await database.write(async (db) => {
      await addCounter(db, "before");
      const nested = database.write(async (inner) => {
        await addCounter(inner, "inner");
        fail();
      });
      await expect(nested).rejects.toThrow("no");
      await addCounter(db, "after");
    });

    expect(await names()).toEqual(["after", "before"]);
  });

  test("runs in turn with those started beside it", async () => {
    await database.write(async (db) => {
      await addCounter(db, "hits");
      await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          database.write(async (inner) => {
            const seen = await counterValue(inner, "hits");
            await (at % 2 ? tick() : pause(1));
            await setValue(inner, "hits", seen + 1);
          }),
        ),
      );
    });

    expect(await counterValue(database.read, "hits")).toBe(20);
  });

  test("that throws leaves those beside it alone", async () => {
    await database.write(async () => {
      await Promise.allSettled(
        ["a", "b", "c", "d"].map((name, at) =>
          database.write(async (inner) => {
            await addCounter(inner, name);
            await tick();
            if (at % 2) fail();
          }),
        ),
      );
    });

    expect(await names()).toEqual(["a", "c"]);
  });

  test("nests in turn, and each level is undone alone", async () => {
    await database.write(async (first) => {
      await addCounter(first, "1");
      await database.write(async (second) => {
        await addCounter(second, "2");
        const third = database.write(async (db) => {
          await addCounter(db, "3");
          await database.write((fourth) => addCounter(fourth, "4"));
          fail();
        });
        await expect(third).rejects.toThrow("no");
        await addCounter(second, "2 again");
      });
      await expect(
        database.write(async () => {
          await database.write((db) => addCounter(db, "undone"));
          fail();
        }),
      ).rejects.toThrow("no");
    });

    expect(await names()).toEqual(["1", "2", "2 again"]);
  });

  test("may use the outer handle, whose work is then undone with it", async () => {
    await database.write(async (db) => {
      const nested = database.write(async () => {
        await addCounter(db, "through the outer handle");
        fail();
      });
      await expect(nested).rejects.toThrow("no");
    });

    expect(await names()).toEqual([]);
  });

  test("keeps others from the outer handle, because their work would be undone with it", async () => {
    await database.write(async (db) => {
      const nested = database.write(async () => {
        await pause(20);
        fail();
      });
      await pause(5);
      await expect(addCounter(db, "beside")).rejects.toBeInstanceOf(UnitClosedError);
      await expect(nested).rejects.toThrow("no");
      await addCounter(db, "after");
    });

    expect(await names()).toEqual(["after"]);
  });

  test("that nobody awaited still ends before the outer one does", async () => {
    await database.write(() => {
      void database.write(async (inner) => {
        await pause(10);
        await addCounter(inner, "forgotten");
      });
    });

    expect(await names()).toEqual(["forgotten"]);
  });

  test("that is still running when the outer one fails is dead, and harms nobody after it", async () => {
    let nested: Promise<unknown> = Promise.resolve();
    const outer = database.write(async () => {
      nested = database.write(async (inner) => {
        await addCounter(inner, "inner");
        await pause(20);
        await addCounter(inner, "too late");
      });
      nested.catch(() => {});
      await pause(5);
      fail();
    });
    await expect(outer).rejects.toThrow("no");
    await Promise.all(
      ["a", "b", "c"].map((name) =>
        database.write(async (db) => {
          await addCounter(db, name);
          await pause(15);
          await database.write((inner) => addCounter(inner, `${name} inner`));
        }),
      ),
    );

    await expect(nested).rejects.toBeInstanceOf(UnitClosedError);
    expect(await names()).toEqual(["a", "a inner", "b", "b inner", "c", "c inner"]);
  });

  test("cannot be started in a transaction that was rolled back", async () => {
    let late: Promise<unknown> = Promise.resolve();
    const outer = database.write(() => {
      late = pause(10).then(() => database.write((db) => addCounter(db, "late")));
      late.catch(() => {});
      fail();
    });
    await expect(outer).rejects.toThrow("no");

    await expect(late).rejects.toBeInstanceOf(UnitClosedError);
    expect(await names()).toEqual([]);
  });

  test("cannot be used when it has ended", async () => {
    await database.write(async (db) => {
      const leaked: Write[] = [];
      await database.write((inner) => void leaked.push(inner));
      for (const inner of leaked) await expect(addCounter(inner, "late")).rejects.toBeInstanceOf(UnitClosedError);
      await addCounter(db, "outer");
    });

    expect(await names()).toEqual(["outer"]);
  });
});
