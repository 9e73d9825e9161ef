import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { addCounter, counterNames, counters } from "../../test/counters.ts";
import { databaseWith } from "../../test/create-tables.ts";
import { tcpProxy } from "../../test/tcp-proxy.ts";
import { column } from "../columns.ts";
import { type Database, type DatabaseEvent, openDatabase } from "../database.ts";
import { databaseErrorKind } from "../errors.ts";
import type { Read } from "../handles.ts";
import { rawRows } from "../raw.ts";
import { UnitAbortedError } from "../unit.ts";

const POOL = { poolSize: 3, writeLimitMs: 1_000 };

/** Resolves when as many units as there are slots are all inside their transactions at once. */
async function useEverySlot(database: Database): Promise<void> {
  let inside = 0;
  let open = () => {};
  const everyoneIsIn = new Promise<void>((resolve) => {
    open = resolve;
  });
  await Promise.all(
    Array.from({ length: POOL.poolSize }, () =>
      database.write(async (db) => {
        await rawRows(db, sql`select 1`);
        inside += 1;
        if (inside === POOL.poolSize) open();
        await everyoneIsIn;
      }),
    ),
  );
}

async function serverProcess(db: Read): Promise<number> {
  const [row] = await rawRows<{ pid: number }>(db, sql`select pg_backend_pid() as pid`);
  return row?.pid ?? 0;
}

const kindOf = (work: Promise<unknown>) => work.then(() => "done", databaseErrorKind);

describe("every slot of the pool is free again after", () => {
  test("units that throw, fail or are aborted", async () => {
    await using database = await databaseWith([counters], POOL);

    await Promise.allSettled(
      Array.from({ length: 12 }, (_, at) =>
        database.write(async (db) => {
          if (at % 3 === 0) throw new Error("no");
          if (at % 3 === 1) await rawRows(db, sql`select nothing`);
          await new Promise(() => {});
        }),
      ),
    );

    await useEverySlot(database);
  });

  test("a statement that outlasts its unit, whose locks are soon free too", async () => {
    await using database = await databaseWith([counters], POOL);
    await database.write((db) => addCounter(db, "row"));

    const stuck = database.write(async (db) => {
      await db.update(counters).set({ value: 1 });
      await rawRows(db, sql`select pg_sleep(20)`);
    });
    await expect(stuck).rejects.toBeInstanceOf(UnitAbortedError);
    const started = performance.now();
    for (let done = false; !done; )
      done = (await kindOf(database.write((db) => db.update(counters).set({ value: 2 })))) === "done";

    expect(performance.now() - started).toBeLessThan(5_000);
    await useEverySlot(database);
  });

  test("the server ended connections, in use and idle", async () => {
    const events: DatabaseEvent[] = [];
    await using database = await databaseWith([counters], { ...POOL, report: (event) => events.push(event) });
    await using operator = await openedTwice(database.url);

    const inUse = database.write(async (db) => {
      await addCounter(db, "lost");
      const pid = await serverProcess(db);
      await operator.write((other) => rawRows(other, sql`select pg_terminate_backend(${pid})`));
      await pause(50);
      await addCounter(db, "lost too");
    });
    expect(await kindOf(inUse)).toBe("unavailable");

    await useEverySlot(database);
    await operator.write((other) =>
      rawRows(
        other,
        sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      ),
    );
    await pause(100);

    expect(events.map((event) => event.kind)).toContain("connection-lost");
    await useEverySlot(database);
    expect(await counterNames(database.read)).toEqual([]);
  });

  test("the server stopped answering, at whichever point of a transaction", async () => {
    await using direct = await databaseWith([counters]);
    await using proxy = await tcpProxy(direct.url);
    await using database = await openedTwice(proxy.url);
    await useEverySlot(database);

    proxy.stall();
    const atBegin = database.write((db) => addCounter(db, "begin"));
    expect(await kindOf(atBegin)).toBe("timeout");
    proxy.resume();
    await useEverySlot(database);

    const atStatement = database.write(async (db) => {
      await addCounter(db, "statement");
      proxy.stall();
      await addCounter(db, "statement again");
    });
    expect(await kindOf(atStatement)).toBe("timeout");
    proxy.resume();
    await useEverySlot(database);

    // Whether a transaction was kept cannot be known when the answer to COMMIT never comes.
    const atCommit = database.write((db) => addCounter(db, "commit").then(() => proxy.stall()));
    expect(await kindOf(atCommit)).toBe("unavailable");
    proxy.resume();
    await useEverySlot(database);

    expect((await counterNames(direct.read)).filter((name) => name !== "commit")).toEqual([]);
  }, 30_000);
});

describe("the connection's settings hold", () => {
  test("beside those in the address", async () => {
    await using database = await databaseWith([counters]);
    await using again = await openedTwice(`${database.url}?options=-c%20application_name%3Dmine`);

    const settings = sql`select current_setting('application_name') as name, current_setting('default_transaction_read_only') as read_only`;
    expect(await rawRows(again.read, settings)).toEqual([{ name: "mine", read_only: "on" }]);
    expect(await again.write((db) => rawRows(db, settings))).toEqual([{ name: "mine", read_only: "off" }]);
  });

  test("whatever the server's date style and zone", async () => {
    const moments = column.table("moments", { id: column.id(), at: column.moment().notNull() });
    await using database = await databaseWith([moments]);
    const name = new URL(database.url).pathname.slice(1);
    for (const setting of ["DateStyle to 'German'", "TimeZone to 'America/New_York'"]) {
      await database.write((db) => rawRows(db, sql.raw(`alter database "${name}" set ${setting}`)));
    }
    await using again = await openedTwice(database.url);
    const at = new Date("2024-07-04T23:59:59.999Z");

    await again.write((db) => db.insert(moments).values({ at }));

    expect(await again.read.select({ at: moments.at }).from(moments)).toEqual([{ at }]);
  });
});

async function openedTwice(url: string): Promise<Database & AsyncDisposable> {
  const database = await openDatabase({ ...POOL, url });
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
}
