// Counts in an SQLite file as fast as it can and prints every number that was acknowledged, until it is killed.
import { writeSync } from "node:fs";
import { sql } from "drizzle-orm";
import { column } from "../src/columns.ts";
import { preparedWrite } from "../src/prepared.ts";
import { rawRows } from "../src/raw.ts";
import { openSqlite } from "../src/sqlite/open.ts";

const WRITERS = 16;

const [file = ""] = process.argv.slice(2);
const numbers = column.table("numbers", { value: column.integer().notNull() });
const count = preparedWrite("count", { value: numbers.value }, (db, $) =>
  db.insert(numbers).values({ value: $.value }).returning(),
);
const total = preparedWrite("total", { value: numbers.value }, (db, $) =>
  db.update(totals).set({ value: $.value }).returning(),
);
const totals = column.table("totals", { value: column.integer().notNull() });

const { read, writer } = await openSqlite({ url: file });
await writer.write("create", async (db) => {
  await rawRows(db, sql`create table if not exists numbers (value integer primary key) strict`);
  await rawRows(db, sql`create table if not exists totals (value integer not null) strict`);
  await rawRows(db, sql`insert into totals select 0 where not exists (select 1 from totals)`);
});
const [found] = await rawRows<{ rows: number; last: number; total: number }>(
  read,
  sql`select count(*) as rows, coalesce(max(value), 0) as last, (select value from totals) as total from numbers`,
);
// A line that a kill cuts short is no line.
const say = (line: string) => writeSync(1, `${line}\n`);
say(`found ${found?.rows} ${found?.last} ${found?.total}`);

let next = found?.last ?? 0;
await Promise.all(
  Array.from({ length: WRITERS }, async () => {
    for (;;) {
      const value = await writer.write("count", async (db) => {
        const mine = next + 1;
        await count.all(db, { value: mine });
        await total.all(db, { value: mine });
        next = mine;
        return mine;
      });
      say(`kept ${value}`);
    }
  }),
);
