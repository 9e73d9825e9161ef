import { expect, test } from "vitest";
import { freshPostgres, onPostgres } from "../../test/fresh-postgres.ts";
import { openOrCreatePostgresInstance } from "./instance.ts";

const open = (url: string) => onPostgres(url, openOrCreatePostgresInstance);
const ids = (url: string) =>
  onPostgres(url, async (client) => (await client.query("SELECT id FROM plinth_instance")).rows);
const run = (url: string, sql: string) => onPostgres(url, (client) => client.query(sql));
const refusal = (message: RegExp) =>
  expect.objectContaining({ code: "NOT_OUR_DATABASE", message: expect.stringMatching(message) });

test("an empty database becomes ours, and stays the same instance", async () => {
  await using database = await freshPostgres();

  await open(database.url);
  const first = await ids(database.url);
  await open(database.url);

  expect(first).toHaveLength(1);
  expect(await ids(database.url)).toEqual(first);
});

test("processes that open an empty database at once agree on one instance", async () => {
  await using database = await freshPostgres();

  await Promise.all(Array.from({ length: 20 }, () => open(database.url)));

  expect(await ids(database.url)).toHaveLength(1);
});

test("a database with tables of another application is refused by their names and left as it is", async () => {
  await using database = await freshPostgres();
  await run(database.url, "CREATE TABLE orders (id int); CREATE VIEW totals AS SELECT count(*) FROM orders");

  await expect(open(database.url)).rejects.toEqual(
    refusal(/Plinth did not make \(orders, totals\).*Name an empty database/),
  );
  await expect(ids(database.url)).rejects.toThrow("does not exist");
});

test("what an extension put into the database is no other application's", async () => {
  await using database = await freshPostgres();
  await run(database.url, "CREATE EXTENSION pg_stat_statements");

  await open(database.url);

  expect(await ids(database.url)).toHaveLength(1);
});

test("a database without its instance row, or without a schema to work in, is refused", async () => {
  await using database = await freshPostgres();
  await open(database.url);
  await run(database.url, "DELETE FROM plinth_instance");

  await expect(open(database.url)).rejects.toEqual(refusal(/not its instance row/));
  const elsewhere = `${database.url}?options=-c%20search_path%3Dnowhere`;
  await expect(open(elsewhere)).rejects.toEqual(refusal(/none of the schemas of its search_path/));
});

test("tables in other schemas are nobody's business", async () => {
  await using database = await freshPostgres();
  await run(database.url, "CREATE SCHEMA billing; CREATE TABLE billing.invoices (id int)");

  await open(database.url);

  expect(await ids(database.url)).toHaveLength(1);
});
