// Faults: 34.
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseErrorKind, databaseErrorKind } from "../errors.ts";

let folder: string;
let file: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plinth-codes-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  file = join(folder, `${files++}.db`);
});

const tables = `
  create table users (id integer primary key, email text unique, age integer not null check (age > 0)) strict;
  create table rooms (a text, b text, primary key (a, b)) strict, without rowid;
  create table notes (user_id integer references users (id)) strict;
  create table locks (user_id integer references users (id) on delete restrict) strict;
  create table loose (id integer primary key);
  create trigger no_delete before delete on rooms begin select raise(abort, 'rooms stay'); end;
  insert into users values (1, 'ada@example.com', 36);
  insert into rooms values ('a', 'b');
  insert into notes values (1);
`;

describe("what SQLite itself reports has the kind it should have, or none", () => {
  test.each<[DatabaseErrorKind | undefined, string, string]>([
    ["unique", "SQLITE_CONSTRAINT_UNIQUE", "insert into users values (2, 'ada@example.com', 1)"],
    ["unique", "SQLITE_CONSTRAINT_PRIMARYKEY", "insert into users values (1, 'bob@example.com', 1)"],
    ["unique", "SQLITE_CONSTRAINT_PRIMARYKEY", "insert into rooms values ('a', 'b')"],
    ["foreign_key", "SQLITE_CONSTRAINT_FOREIGNKEY", "insert into notes values (7)"],
    ["foreign_key", "SQLITE_CONSTRAINT_FOREIGNKEY", "delete from users"],
    [
      "foreign_key",
      "SQLITE_CONSTRAINT_TRIGGER",
      "delete from notes; insert into locks values (1); delete from users where id = 1",
    ],
    ["not_null", "SQLITE_CONSTRAINT_NOTNULL", "insert into users values (2, 'bob@example.com', null)"],
    ["check", "SQLITE_CONSTRAINT_CHECK", "update users set age = 0"],
    ["check", "SQLITE_CONSTRAINT_TRIGGER", "delete from rooms"],
    ["value", "SQLITE_CONSTRAINT_DATATYPE", "update users set age = 'old'"],
    ["value", "SQLITE_MISMATCH", "insert into loose values ('x')"],
    ["value", "SQLITE_TOOBIG", "select zeroblob(2000000000)"],
    ["read_only", "SQLITE_READONLY", "pragma query_only = on; delete from users"],
    ["full", "SQLITE_FULL", "pragma max_page_count = 10; insert into users values (2, hex(zeroblob(500000)), 1)"],
    [undefined, "SQLITE_ERROR", "select secret from users"],
    [undefined, "SQLITE_ERROR", "select 1 from nowhere"],
    [undefined, "SQLITE_ERROR", "selekt"],
    ["too_many_values", "SQLITE_ERROR", `select ${"1 + ".repeat(1_100)}1`],
  ])("%s: %s", (kind, code, statements) => {
    const connection = new Sqlite(file);
    connection.pragma("foreign_keys = on");
    connection.exec(tables);

    const error = thrownBy(() => connection.exec(statements));

    expect(error).toMatchObject({ code });
    expect(databaseErrorKind(error)).toBe(kind);
    connection.close();
  });

  test("busy: a lock that another connection holds", () => {
    const [one, two] = [new Sqlite(file), new Sqlite(file, { timeout: 0 })];
    one.exec("begin exclusive");

    const error = thrownBy(() => two.exec("create table t (a)"));

    expect(error).toMatchObject({ code: "SQLITE_BUSY" });
    expect(databaseErrorKind(error)).toBe("busy");
    for (const connection of [one, two]) connection.close();
  });

  test("busy: a write of what was read before another connection wrote", () => {
    const [one, two] = [new Sqlite(file), new Sqlite(file, { timeout: 0 })];
    one.exec("pragma journal_mode = wal; create table t (a)");
    two.exec("begin; select * from t");
    two.prepare("select * from t").all();
    one.exec("insert into t values (1)");

    const error = thrownBy(() => two.exec("insert into t values (2)"));

    expect(error).toMatchObject({ code: "SQLITE_BUSY_SNAPSHOT" });
    expect(databaseErrorKind(error)).toBe("busy");
    for (const connection of [one, two]) connection.close();
  });

  test.each<[string, string, () => void]>([
    ["SQLITE_NOTADB", "a file of something else", () => writeFileSync(file, "x".repeat(8_192))],
    ["SQLITE_CORRUPT", "a file that lost its end", () => halved(file)],
    ["SQLITE_CANTOPEN", "a folder in its place", () => mkdirSync(file)],
  ])("unavailable: %s, %s", (code, _what, damage) => {
    damage();

    const error = thrownBy(() => new Sqlite(file).exec("select * from users, rooms, notes, locks, loose"));

    expect(error).toMatchObject({ code });
    expect(databaseErrorKind(error)).toBe("unavailable");
  });

  test("read_only: a file that may not be written", () => {
    new Sqlite(file).exec(tables).close();

    const error = thrownBy(() => new Sqlite(file, { readonly: true }).exec("delete from users"));

    expect(databaseErrorKind(error)).toBe("read_only");
  });
});

// Faults of disks and of the engine, which no statement can bring about.
test.each<[DatabaseErrorKind | undefined, string, string]>([
  ["unavailable", "IOERR", " _ACCESS _AUTH _BEGIN_ATOMIC _BLOCKED _CHECKRESERVEDLOCK _CLOSE _COMMIT_ATOMIC _CONVPATH"],
  ["unavailable", "IOERR", "_CORRUPTFS _DATA _DELETE _DELETE_NOENT _DIR_CLOSE _DIR_FSYNC _FSTAT _FSYNC _GETTEMPPATH"],
  ["unavailable", "IOERR", "_IN_PAGE _LOCK _MMAP _NOMEM _RDLOCK _READ _ROLLBACK_ATOMIC _SEEK _SHMLOCK _SHMMAP"],
  ["unavailable", "IOERR", "_SHMOPEN _SHMSIZE _SHORT_READ _TRUNCATE _UNLOCK _VNODE _WRITE"],
  ["unavailable", "CANTOPEN", "_CONVPATH _DIRTYWAL _FULLPATH _ISDIR _NOTEMPDIR _SYMLINK"],
  ["unavailable", "CORRUPT", "_INDEX _SEQUENCE _VTAB"],
  ["unavailable", "", "NOMEM PROTOCOL"],
  ["read_only", "READONLY", "_CANTINIT _CANTLOCK _DBMOVED _DIRECTORY _RECOVERY _ROLLBACK"],
  ["busy", "", "BUSY_RECOVERY BUSY_TIMEOUT LOCKED LOCKED_SHAREDCACHE LOCKED_VTAB"],
  ["timeout", "", "INTERRUPT"],
  ["unique", "", "CONSTRAINT_ROWID"],
  ["check", "CONSTRAINT", " _COMMITHOOK _FUNCTION _PINNED _VTAB"],
  [undefined, "", "ERROR_MISSING_COLLSEQ ERROR_RETRY ERROR_SNAPSHOT INTERNAL PERM ABORT ABORT_ROLLBACK NOTFOUND EMPTY"],
  [
    undefined,
    "",
    "SCHEMA MISUSE NOLFS AUTH AUTH_USER FORMAT RANGE NOTICE NOTICE_RECOVER_WAL WARNING WARNING_AUTOINDEX",
  ],
])("%s: SQLITE_%s %s", (kind, head, ends) => {
  for (const end of ends.split(" ")) {
    const code = `SQLITE_${head}${end}`;

    const wrapped = new Error("of ours", { cause: new Sqlite.SqliteError("disk I/O error", code) });

    expect([code, databaseErrorKind(wrapped)]).toEqual([code, kind]);
  }
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return "nothing was thrown";
}

function halved(path: string): void {
  const connection = new Sqlite(path);
  connection.exec(tables);
  connection.close();
  truncateSync(path, 6_000);
}
