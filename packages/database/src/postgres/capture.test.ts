import { expect, test } from "vitest";
import { databaseWith } from "../../test/create-tables.ts";
import { onPostgres } from "../../test/fresh-postgres.ts";
import { column } from "../columns.ts";
import { openDatabase } from "../database.ts";
import { insertOne } from "../insert-one.ts";

const pears = column.table("pears", { id: column.id(), label: column.text().notNull() });
const tables = [pears];

test("who writes in earnest is told nothing by the triggers of dry runs", async () => {
  await using database = await databaseWith(tables, { tables });
  await database.dryRun((db) => insertOne(db, pears, { label: "dry" }));
  const notices: unknown[] = [];

  await onPostgres(database.url, async (client) => {
    client.on("notice", (notice) => notices.push(notice));
    await client.query("insert into pears (id, label) values (gen_random_uuid(), 'in earnest')");
  });

  expect(notices).toEqual([]);
});

test("several servers that ask for the first dry run at once each get theirs", async () => {
  await using database = await databaseWith(tables, { tables });
  const servers = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url: database.url, tables })));

  const told = await Promise.all(servers.map((server) => server.dryRun((db) => insertOne(db, pears, { label: "x" }))));

  expect(told.map(({ rows }) => rows.length)).toEqual([1, 1, 1, 1]);
  for (const server of servers) await server.close();
});

test("a table whose lock cannot be had fails the dry run, and the next one tries again", {
  timeout: 60_000,
}, async () => {
  await using database = await databaseWith(tables, { tables });
  const dry = () => database.dryRun((db) => insertOne(db, pears, { label: "x" }));

  await onPostgres(database.url, async (client) => {
    await client.query("begin; lock table pears in row exclusive mode");
    await expect(dry()).rejects.toThrow("lock timeout");
    await client.query("commit");
  });

  expect((await dry()).rows).toHaveLength(1);
});
