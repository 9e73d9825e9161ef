// Faults: 34.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseWith, type OwnDatabase } from "../test/create-tables.ts";
import { databaseErrorKind } from "./errors.ts";
import { rawRows } from "./raw.ts";

let database: OwnDatabase;
beforeAll(async () => {
  database = await databaseWith([]);
});
afterAll(() => database[Symbol.asyncDispose]());

test("a row that others forbid to go is refused like one that they refer to", async () => {
  const run = (statement: string) => database.write((db) => rawRows(db, sql.raw(statement)));
  await run("create table owners (id integer primary key)");
  await run("create table owned (owner_id integer references owners (id) on delete restrict)");
  await run("insert into owners values (1)");
  await run("insert into owned values (1)");

  const error = await run("delete from owners").catch((thrown: unknown) => thrown);

  expect(databaseErrorKind(error)).toBe("foreign_key");
});

test.each([
  ["unavailable", "ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH"],
  ["unavailable", "EIO EMFILE ENFILE"],
  ["full", "ENOSPC EDQUOT EFBIG"],
  ["read_only", "EROFS"],
  [undefined, "EPERM EBUSY ENOENT EACCES ERR_INVALID_ARG_TYPE"],
  // Words that every object knows, and codes that only look like one of a database.
  [undefined, "constructor __proto__ toString hasOwnProperty 2350 235055 sqlite_busy SQLITE_ SQLITE SQLITEBUSY"],
])("%s: %s", (kind, codes) => {
  for (const code of codes.split(" ")) {
    const error = new Error("of ours", { cause: Object.assign(new Error("connect"), { code }) });

    expect([code, databaseErrorKind(error)]).toEqual([code, kind]);
  }
});

test("a code that is not text is none", () => {
  for (const code of [23505, null, undefined, ["23505"], { toString: () => "23505" }]) {
    expect(databaseErrorKind(Object.assign(new Error("odd"), { code }))).toBeUndefined();
  }
});

test("errors that cause each other without end are looked at and left", () => {
  const error = new Error("first");
  error.cause = new Error("second", { cause: error });

  expect(databaseErrorKind(error)).toBeUndefined();
});
