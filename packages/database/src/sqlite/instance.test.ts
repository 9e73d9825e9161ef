// Faults: 87.
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { startChild } from "../../test/children.ts";
import { assertDurable, assertSqliteVersion, openOrCreateSqliteFile } from "./instance.ts";

const directory = mkdtempSync(join(tmpdir(), "plinth-instance-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let files = 0;
function path(): string {
  return join(directory, `${++files}`, "plinth.db");
}

function madeWith(...statements: string[]): string {
  const file = path();
  openOrCreateSqliteFile(file);
  const connection = new Sqlite(file);
  for (const statement of statements) connection.exec(statement);
  connection.close();
  return file;
}

function refusal(code: string, message: RegExp) {
  return expect.objectContaining({ name: "BootError", code, message: expect.stringMatching(message) });
}

function opening(file: string): unknown {
  try {
    openOrCreateSqliteFile(file);
  } catch (error) {
    return error;
  }
}

const FILLED = [
  "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
  "INSERT INTO notes (body) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT 'note ' || i || hex(zeroblob(40)) FROM n",
  "CREATE INDEX notes_body ON notes (body)",
];

test("a file that cannot be made is named, and why", () => {
  const notAFolder = madeWith();

  expect(opening(join(notAFolder, "plinth.db"))).toEqual(
    refusal(
      "DATABASE_REFUSES",
      /plinth\.db cannot be made \(E\w+: .*\)\. Name a file in DATABASE_URL that this account/,
    ),
  );
});

test("an absent file is created whole, for its owner alone, and opens again as the same instance", () => {
  const file = path();

  openOrCreateSqliteFile(file);
  openOrCreateSqliteFile(file);

  expect(readdirSync(join(file, "..")).filter((name) => name.includes(".new-"))).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
  const connection = new Sqlite(file, { readonly: true });
  expect(connection.pragma("application_id", { simple: true })).toBe(0x504c4e54);
  expect(connection.prepare("SELECT count(*) FROM plinth_instance").pluck().get()).toBe(1);
  connection.close();
});

test("processes that create the same file at once agree on one instance", async () => {
  const children = await Promise.all(Array.from({ length: 6 }, () => startChild("instance-child.ts")));
  for (let round = 0; round < 10; round++) {
    const file = path();
    const ids = await Promise.all(children.map((child) => child.ask(`open ${file}`)));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(readdirSync(join(file, "..")).filter((name) => name.includes(".new-"))).toEqual([]);
  }
  await Promise.all(children.map((child) => child.kill()));
});

test.each(["", "half a header"])("an empty or tiny file is refused, not taken for a new database: '%s'", (content) => {
  const file = join(directory, `tiny-${content.length}.db`);
  writeFileSync(file, content);

  expect(opening(file)).toEqual(refusal("NOT_A_DATABASE", /has \d+ bytes.*Restore it from a backup, or delete it/));
  expect(readFileSync(file, "utf8")).toBe(content);
});

test.each([
  ["text", "Dear diary, ".repeat(1_000)],
  ["another magic", "PK\u0003\u0004".padEnd(4_096, "\0")],
])("a file of %s is refused and left as it is", (_, content) => {
  const file = join(directory, `garbage-${content.length}.db`);
  writeFileSync(file, content);

  expect(opening(file)).toEqual(refusal("NOT_A_DATABASE", /is not an SQLite database/));
  expect(readFileSync(file, "utf8")).toBe(content);
});

test("a folder, and a database in memory, are refused", () => {
  expect(opening(directory)).toEqual(refusal("NOT_A_DATABASE", /is not a file/));
  expect(opening(":memory:")).toEqual(refusal("NOT_A_DATABASE", /in memory is not supported/));
});

test("another application's database is refused and left as it is", () => {
  const file = join(directory, "foreign.db");
  const connection = new Sqlite(file);
  connection.exec(
    "CREATE TABLE plinth_instance (id TEXT); INSERT INTO plinth_instance VALUES ('x'); CREATE TABLE secrets (a)",
  );
  connection.close();
  const before = readFileSync(file);

  expect(opening(file)).toEqual(refusal("NOT_OUR_DATABASE", /Plinth did not make it/));
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("a database without its instance row is refused", () => {
  expect(opening(madeWith("DELETE FROM plinth_instance"))).toEqual(
    refusal("NOT_OUR_DATABASE", /lacks its instance row/),
  );
  expect(opening(madeWith("DROP TABLE plinth_instance"))).toEqual(
    refusal("NOT_OUR_DATABASE", /lacks its instance row/),
  );
});

test("a file that lost its end is refused", () => {
  const file = madeWith(...FILLED);
  truncateSync(file, statSync(file).size - 3 * 4_096);

  expect(opening(file)).toEqual(refusal("DB_CORRUPT", /is damaged .*restore the newest backup/));
});

test("damage to the head of any page is noticed", () => {
  const sound = madeWith(...FILLED);
  const pages = statSync(sound).size / 4_096;
  expect(pages).toBeGreaterThan(20);

  for (let page = 0; page < pages; page++) {
    const file = join(directory, `damaged-${page}.db`);
    copyFileSync(sound, file);
    const bytes = readFileSync(file);
    bytes.fill(0xa5, page * 4_096, page * 4_096 + 8);
    writeFileSync(file, bytes);

    expect(opening(file), `page ${page + 1}`).toMatchObject({ name: "BootError" });
  }
});

test("one flipped bit in the structure of any page is noticed", () => {
  const sound = madeWith(...FILLED);
  for (let page = 1; page < statSync(sound).size / 4_096; page++) {
    const file = join(directory, `flipped-${page}.db`);
    copyFileSync(sound, file);
    const bytes = readFileSync(file);
    const at = page * 4_096;
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    writeFileSync(file, bytes);

    expect(opening(file), `page ${page + 1}`).toEqual(refusal("DB_CORRUPT", /is damaged/));
  }
});

test("a transaction that a kill cut short is rolled back, not refused", async () => {
  const file = madeWith(...FILLED, "PRAGMA journal_mode = DELETE");
  const child = await startChild("instance-child.ts");
  await child.ask(`half-write ${file}`);
  await child.kill();
  expect(readdirSync(join(file, ".."))).toContain("plinth.db-journal");

  expect(opening(file)).toBeUndefined();
});

test("a version of SQLite that can corrupt the file is refused", () => {
  for (const old of ["3.51.2", "3.50.7", "3.9.0"])
    expect(() => assertSqliteVersion(old)).toThrow(refusal("SQLITE_TOO_OLD", /12\.8/));
  for (const sound of ["3.51.3", "3.53.2", "3.100.0", "4.0.0"]) assertSqliteVersion(sound);
});

test("a connection that syncs less than intended is refused, also on a file it has not read yet", () => {
  const file = madeWith("PRAGMA journal_mode = WAL");
  const connection = new Sqlite(file);
  connection.pragma("synchronous = NORMAL");

  expect(() => assertDurable(connection, "FULL")).toThrow(refusal("DB_NOT_DURABLE", /synchronous=NORMAL where FULL/));
  connection.pragma("synchronous = FULL");
  assertDurable(connection, "FULL");
  connection.close();

  const untouched = new Sqlite(file);
  expect(() => assertDurable(untouched, "FULL")).toThrow(refusal("DB_NOT_DURABLE", /synchronous=NORMAL/));
  untouched.close();
});
