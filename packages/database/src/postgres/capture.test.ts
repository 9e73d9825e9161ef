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

test("several servers that ask for the first dry run at once each get theirs", { timeout: 60_000 }, async () => {
  for (let round = 0; round < 3; round++) {
    await using database = await databaseWith(tables);
    const servers = await Promise.all(Array.from({ length: 8 }, () => openDatabase({ url: database.url, tables })));

    const dry = servers.map((server) => server.dryRun((db) => insertOne(db, pears, { label: "x" })));
    const told = await Promise.allSettled(dry);

    expect(told).toEqual(told.map(() => ({ status: "fulfilled", value: expect.objectContaining({ more: 0 }) })));
    for (const server of servers) await server.close();
  }
});

test("a server that names fewer tables than another is told of its own", async () => {
  await using database = await databaseWith(tables, { tables });
  await database.dryRun((db) => insertOne(db, pears, { label: "x" }));
  const other = await openDatabase({ url: database.url });

  const { rows } = await other.dryRun((db) => insertOne(db, pears, { label: "x" }));

  expect(rows).toEqual([]);
  await other.close();
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
