import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { addCounter, counters, counterValue } from "../../test/counters.ts";
import { databaseWith } from "../../test/create-tables.ts";
import { openDatabase } from "../database.ts";
import { rawRows } from "../raw.ts";

test("statements of many processes do not clash, even where the server's default is serializable", async () => {
  await using first = await databaseWith([counters]);
  await first.write(async (db) => {
    await addCounter(db, "visits");
    await rawRows(
      db,
      sql.raw(`alter database ${new URL(first.url).pathname.slice(1)}
      set default_transaction_isolation = 'serializable'`),
    );
  });
  const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url: first.url })));

  const increments = Array.from({ length: 300 }, (_, i) =>
    others[i % others.length]?.statement((db) => db.update(counters).set({ value: sql`${counters.value} + 1` })),
  );
  await Promise.all(increments);

  expect(await counterValue(first.read, "visits")).toBe(300);
  await Promise.all(others.map((other) => other.close()));
});

test("a statement does not wait for the disk, and a write does", async () => {
  await using database = await databaseWith([counters]);
  const setting = sql`select current_setting('synchronous_commit') as value`;

  const alone = await database.statement((db) => rawRows(db, setting));
  const durable = await database.write((db) => rawRows(db, setting));

  expect([alone, durable]).toEqual([[{ value: "off" }], [{ value: "on" }]]);
});
