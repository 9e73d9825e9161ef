import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { startChild } from "../../test/children.ts";
import { openOrCreateSqliteFile } from "./instance.ts";
import { lockSqliteFile } from "./lock.ts";

const directory = mkdtempSync(join(tmpdir(), "plinth-lock-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let files = 0;
function database(): string {
  const file = join(directory, `${++files}.db`);
  openOrCreateSqliteFile(file);
  return file;
}

const inUse = (by: RegExp | string) =>
  expect.objectContaining({ code: "DATABASE_IN_USE", message: expect.stringMatching(by) });

test("a second process is refused and told who has the file; when that one is killed the file is free", async () => {
  const file = database();
  await using holder = await startChild("instance-child.ts");
  await using second = await startChild("instance-child.ts");
  expect(await holder.ask(`lock ${file}`)).toBe("locked");

  const refused = await second.ask(`lock ${file}`);
  expect(refused).toMatch(new RegExp(`in use by process ${holder.pid} on ${hostname()} since \\d{4}-.*Z\\.`));

  await holder.kill();
  expect(await second.ask(`lock ${file}`)).toBe("locked");
  expect(() => lockSqliteFile(file)).toThrow(inUse(`process ${second.pid} `));
});

test("the lock can be read by the server's user alone", () => {
  const file = database();
  const lock = lockSqliteFile(file);

  expect(statSync(`${file}.lock`).mode & 0o777).toBe(0o600);
  lock.release();
});

test("the same process is refused a second time, until it lets go", () => {
  const file = database();
  const lock = lockSqliteFile(file);

  expect(() => lockSqliteFile(file)).toThrow(inUse(`process ${process.pid} `));
  lock.release();
  lockSqliteFile(file).release();
});

test("another name for the file is no way around the lock", () => {
  const file = database();
  symlinkSync(file, `${file}.link`);
  const lock = lockSqliteFile(file);

  expect(() => lockSqliteFile(`${file}.link`)).toThrow(inUse("in use by process"));
  lock.release();
});

test("of many processes that start at once exactly one gets the file", async () => {
  const children = await Promise.all(Array.from({ length: 8 }, () => startChild("instance-child.ts")));
  for (let round = 0; round < 4; round++) {
    const file = database();
    const answers = await Promise.all(children.map((child) => child.ask(`lock ${file}`)));
    const winner = children[answers.indexOf("locked")];
    expect(answers.filter((answer) => answer === "locked")).toHaveLength(1);
    expect(() => lockSqliteFile(file)).toThrow(inUse(`process ${winner?.pid} `));
  }
  await Promise.all(children.map((child) => child.kill()));
});

test("a starter that comes in between does not leave its name behind", () => {
  const file = database();
  const { exec } = Sqlite.prototype;
  let begun = 0;
  // Right before the second transaction of the claim, the one that is kept open, another process writes its own claim.
  Sqlite.prototype.exec = function (text) {
    if (text === "BEGIN IMMEDIATE" && ++begun === 2) {
      const other = new Sqlite(`${file}.lock`);
      other.prepare("UPDATE holder SET token = 'other', pid = 1").run();
      other.close();
    }
    return exec.call(this, text);
  };
  try {
    lockSqliteFile(file);
  } finally {
    Sqlite.prototype.exec = exec;
  }

  expect(() => lockSqliteFile(file)).toThrow(inUse(`process ${process.pid} `));
});

test("a lock that nobody keeps a reference to holds all the same", async () => {
  const file = database();
  await using child = await startChild("instance-child.ts", [], ["--expose-gc"]);

  expect(await child.ask(`lock-and-collect ${file}`)).toBe("locked");

  expect(() => lockSqliteFile(file)).toThrow(inUse(`process ${child.pid} `));
});

test("a damaged lock file is refused with what to do", () => {
  const file = database();
  writeFileSync(`${file}.lock`, "not a database".repeat(100));

  expect(() => lockSqliteFile(file)).toThrow(inUse(/\.lock is damaged.*delete that file/));
});
