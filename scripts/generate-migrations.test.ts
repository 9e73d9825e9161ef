import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { assertSameRenames } from "./migration-folder.ts";

// Every run starts three processes.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const COLUMNS = resolve("packages/database/src/columns.ts");
const ID_AND_TITLE = "id: id(), title: text().notNull()";

interface Workshop extends AsyncDisposable {
  /** Makes the schema one table `tasks` of these columns. */
  tasks(columns: string): Promise<void>;
  run(...args: string[]): Promise<{ code: number; output: string }>;
  /** The text of a migration, its whitespace evened. */
  sql(engine: string, name: string): Promise<string>;
  files(): Promise<string[]>;
  directory: string;
}

async function startWorkshop(): Promise<Workshop> {
  const directory = await mkdtemp(join(tmpdir(), "plinth-generate-test-"));
  const schema = join(directory, "tables.ts");
  const script = resolve("scripts/generate-migrations.ts");
  return {
    directory,
    tasks: (columns) =>
      writeFile(
        schema,
        `import { column } from ${JSON.stringify(COLUMNS)};\nconst { table, id, text, integer } = column;\nexport const tasks = table("tasks", { ${columns} });\n`,
      ),
    run: (...args) =>
      new Promise((done) => {
        const all = ["--import", "tsx", script, ...args, "--schema", schema, "--out", join(directory, "drizzle")];
        execFile(process.execPath, all, (error, stdout, stderr) =>
          done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
        );
      }),
    sql: async (engine, name) =>
      (await readFile(join(directory, "drizzle", engine, `${name}.sql`), "utf8")).replace(/\s+/g, " "),
    files: async () => (await readdir(directory, { recursive: true })).filter((path) => path.endsWith(".sql")).sort(),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

let begun: Workshop;
beforeAll(async () => {
  begun = await startWorkshop();
  await begun.tasks(ID_AND_TITLE);
  await begun.run("init");
});
afterAll(() => begun[Symbol.asyncDispose]());

/** One with the migration `init` of an id and a title. To copy it takes no time, to run the command seconds. */
async function startedShop(): Promise<Workshop> {
  const shop = await startWorkshop();
  await shop.tasks(ID_AND_TITLE);
  await cp(join(begun.directory, "drizzle"), join(shop.directory, "drizzle"), { recursive: true });
  return shop;
}

test("one command writes the migration of both engines under one name, and every SQLite table is STRICT", async () => {
  await using shop = await startedShop();
  await shop.tasks(`${ID_AND_TITLE}, estimate: integer()`);

  await shop.run("estimates");

  expect(await shop.files()).toEqual([
    "drizzle/postgres/0000_init.sql",
    "drizzle/postgres/0001_estimates.sql",
    "drizzle/sqlite/0000_init.sql",
    "drizzle/sqlite/0001_estimates.sql",
  ]);
  expect(await shop.sql("sqlite", "0000_init")).toMatch(/^CREATE TABLE `tasks` \(.*\) STRICT; $/);
  expect(await shop.sql("postgres", "0000_init")).toMatch(/^CREATE TABLE "tasks" \(.*\); $/);
  expect(await shop.sql("sqlite", "0001_estimates")).toContain("ALTER TABLE `tasks` ADD `estimate` integer");
});

test("a rebuilt table stays STRICT", async () => {
  await using shop = await startWorkshop();
  await shop.tasks(`${ID_AND_TITLE}, estimate: integer()`);
  await shop.run("init");
  await shop.tasks(`${ID_AND_TITLE}, estimate: integer().notNull()`);

  await shop.run("estimated");

  expect(await shop.sql("sqlite", "0001_estimated")).toMatch(/CREATE TABLE `__new_tasks` \(.*\) STRICT; --> /);
});

test("the check passes when every change has its migration, and else fails naming the change, writing nothing", async () => {
  await using shop = await startedShop();
  const current = await shop.run("--check");
  await shop.tasks(`${ID_AND_TITLE}, estimate: integer()`);

  const stale = await shop.run("--check");

  expect(current).toEqual({ code: 0, output: "" });
  expect(stale.code).toBe(1);
  expect(stale.output).toMatch(/changes without a migration \(sqlite and postgres\).*db:generate.*estimate/s);
  expect(await shop.files()).toHaveLength(2);
});

test("what may be a rename fails the check, and is not guessed at where nobody can be asked", async () => {
  await using shop = await startedShop();
  await shop.tasks("id: id(), name: text().notNull()");

  expect(await shop.run("--check")).toMatchObject({ code: 1, output: expect.stringContaining("renamed") });
  expect(await shop.run("names")).toMatchObject({ code: 1, output: expect.stringContaining("Run this in a terminal") });
  expect(await shop.files()).toHaveLength(2);
});

test("a rename on one engine that is none on the other is refused; the rename at the end of a rebuild is no rename", () => {
  const sqlite = [
    'ALTER TABLE `tasks` RENAME COLUMN "title" TO "name";',
    "ALTER TABLE `__new_tasks` RENAME TO `tasks`;",
  ];
  const postgres = ['ALTER TABLE "tasks" RENAME COLUMN "title" TO "name";'];

  assertSameRenames(sqlite, postgres);
  expect(() => assertSameRenames(sqlite, ['ALTER TABLE "tasks" ADD COLUMN "name" text;'])).toThrow(
    "sqlite: ALTER TABLE tasks RENAME COLUMN title TO name; postgres: none",
  );
});

test("a custom migration waits for SQL on both engines, and leaves the tables as they are", async () => {
  await using shop = await startedShop();

  await shop.run("search", "--custom");

  expect(await shop.sql("sqlite", "0001_search")).toContain("Your SQL here");
  expect(await shop.sql("postgres", "0001_search")).toContain("Your SQL here");
  expect(await shop.run("--check")).toMatchObject({ code: 0 });
});

test("folders that are out of step are refused by name", async () => {
  await using shop = await startedShop();
  await writeFile(join(shop.directory, "drizzle/sqlite/0001_extra.sql"), "SELECT 1");

  const refused = await shop.run("next");

  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("only in sqlite: 0001_extra") });
  expect(await shop.files()).toHaveLength(3);
});

test("tables that cannot be read leave both folders as they were", async () => {
  await using shop = await startWorkshop();
  await shop.tasks("id: nonsense()");

  const refused = await shop.run("init");

  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("Nothing was written") });
  expect(await shop.files()).toEqual([]);
});
