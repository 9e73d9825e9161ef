import { type Database, openDatabase, type Read, tableName } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { events, namesSecret } from "@plinth/kernel";
import { getTableColumns } from "drizzle-orm";
import { expect, test } from "vitest";
import { mutations, whoMay } from "../test/mutations.ts";
import { call, callerFor } from "./access/calls.ts";
import { sampleFor } from "./access/measure-access.ts";
import { setScene } from "./access/scene.ts";
import { shownTables } from "./shown-tables.ts";

type Rows = Map<string, string>;

/** Every row of the product, by its table and primary key. */
async function everything(db: Read): Promise<Rows> {
  const rows: Rows = new Map();
  for (const table of shownTables) {
    const names = Object.keys(getTableColumns(table));
    const primary = names.includes("id") ? ["id"] : names.filter((name) => /Id$|^kind$/.test(name));
    for (const row of await db.select().from(table)) {
      // Safe because the names are those of its columns.
      const key = primary.map((name) => (row as Record<string, unknown>)[name]).join(" ");
      rows.set(`${tableName(table)} ${key}`, JSON.stringify(row));
    }
  }
  return rows;
}

/** How many rows of each table come, go and become others, as `tasks update: 1`. */
function counted(changes: string[]): string[] {
  return [...new Set(changes)].sort().map((change) => `${change}: ${changes.filter((one) => one === change).length}`);
}

function difference(before: Rows, after: Rows): string[] {
  const tableOf = (key: string) => key.split(" ")[0];
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => `${tableOf(key)} delete`);
  const others = [...after].flatMap(([key, row]) => {
    if (!before.has(key)) return [`${tableOf(key)} insert`];
    return before.get(key) === row ? [] : [`${tableOf(key)} update`];
  });
  return counted([...gone, ...others]);
}

/** What the call changes when it is carried out. */
async function really(database: Database, run: () => Promise<unknown>): Promise<string[]> {
  const undone = new Error("undone");
  let changed: string[] = [];
  const transaction = database.write(async (db) => {
    const before = await everything(db);
    await run();
    changed = difference(before, await everything(db));
    throw undone;
  });
  await transaction.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return changed;
}

test("the dry run of every mutation tells what the mutation does, and does none of it", {
  timeout: 120_000,
}, async () => {
  const own = await emptyTestDatabase();
  const database = await openDatabase({ url: own.url, tables: shownTables });
  const { actors, places } = await setScene(database);
  const refused: string[] = [];

  for (const path of mutations) {
    const actor = actors[whoMay(path)];
    const run = async () => {
      const { code } = await call(callerFor(database, actor), path, sampleFor(path, places.own));
      if (code !== "OK") refused.push(`${path}: ${code}`);
    };
    const before = await everything(database.read);
    const { rows } = await database.dryRun(run);

    expect([path, await everything(database.read)]).toEqual([path, before]);
    const told = rows.map(({ table, before, after }) => `${table} ${!before ? "insert" : after ? "update" : "delete"}`);
    expect([path, counted(told)]).toEqual([path, await really(database, run)]);
  }

  expect(refused).toEqual([]);
  await database.close();
  await own.drop();
});

test("what dry runs do not show: a column that is hidden, or is no longer, shows here", () => {
  const hidden = shownTables.flatMap((table) =>
    Object.keys(getTableColumns(table))
      .filter(namesSecret)
      .map((name) => `${tableName(table)}.${name}`),
  );

  expect(hidden.sort()).toMatchInlineSnapshot(`
    [
      "api_keys.tokenHash",
      "device_logins.deviceHash",
      "device_logins.userHash",
      "devices.tokenHash",
      "invites.tokenHash",
      "one_time_tokens.browserHash",
      "one_time_tokens.tokenHash",
      "passkeys.credentialId",
      "passwords.hash",
      "recovery_codes.codeHash",
      "setup_links.tokenHash",
      "totps.pendingSecret",
      "totps.secret",
      "webhooks.previousSecret",
      "webhooks.secret",
    ]
  `);
  expect(shownTables).toContain(events);
});
