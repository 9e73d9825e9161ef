import { fullTextStatements, type Read, rawRows, type Write } from "@plinth/database";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestApp } from "../../../test/test-app.ts";
import { commentSearch, taskSearch } from "./indexes.ts";

const isPostgres = process.env.DATABASE_URL !== "";
const names = [taskSearch.name, commentSearch.name];

// What FTS5 keeps beside an index is its own affair.
const ofSqlite = sql`select name, sql as text from sqlite_schema
  where sql is not null and name like '%_search%' and name not glob '*_data' and name not glob '*_idx'
    and name not glob '*_docsize' and name not glob '*_config'`;

const ofPostgres = sql`select proname as name, prosrc as text from pg_proc where proname like 'plinth_%' or proname like '%_search_%'
  union all select tgname, pg_get_triggerdef(oid) from pg_trigger where tgname like '%_search_%'
  union all select indexname, indexdef from pg_indexes where tablename like '%_search'
  union all select table_name || '.' || column_name, concat(data_type, is_nullable, collation_name)
    from information_schema.columns where table_name like '%_search'`;

/** Everything that makes the indexes work, as the database has it: name and text. */
async function made(read: Read): Promise<Map<string, string>> {
  const rows = await rawRows<{ name: string; text: string }>(read, isPostgres ? ofPostgres : ofSqlite);
  return new Map(rows.map(({ name, text }) => [name, text]));
}

/** Makes the indexes as they are named now, in place of those that the migrations made. */
async function makeAgain(db: Write): Promise<void> {
  const drops = names.flatMap((name) =>
    isPostgres
      ? [`drop function ${name}_keep cascade`, `drop table ${name} cascade`]
      : [
          ...["inserted", "updated", "deleted"].map((change) => `drop trigger ${name}_${change}`),
          ...[`drop table ${name}`, `drop table ${name}_rows`],
        ],
  );
  const shared = isPostgres ? ["drop function plinth_words", "drop function plinth_sought"] : [];
  for (const statement of [...drops, ...shared, ...fullTextStatements([taskSearch, commentSearch])]) {
    await rawRows(db, sql.raw(statement));
  }
}

test("the migrations make the indexes that this feature names, and nothing of them has changed since", async () => {
  await using app = await createTestApp();
  const migrated = await made(app.database.read);

  const again = await app.database.write(async (db) => {
    await makeAgain(db);
    return made(db);
  });

  expect(migrated.size).toBeGreaterThan(9);
  expect(again).toEqual(migrated);
});

test("rows that were there before the indexes are found", async () => {
  await using app = await createTestApp();
  const { id: workspaceId } = await app.as("ada").workspaces.create({ name: "Moon" });
  const { id: projectId } = await app.as("ada").projects.create({ workspaceId, name: "Apollo", key: "APO" });
  const { id: taskId } = await app.as("ada").tasks.create({ projectId, title: "Order fuel" });
  await app.as("ada").tasks.create({ projectId, title: "Fuel", body: "More fuel" });
  await app.as("ada").comments.create({ taskId, body: "The fuel came" });
  const find = () => app.as("ada").search.inWorkspace({ workspaceId, text: "fuel" });
  const before = await find();

  await app.database.write(makeAgain);

  expect(before).toHaveLength(3);
  expect(await find()).toEqual(before);
});
