import { fdatasync } from "node:fs";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { addCounter, counterNames, counters } from "../../test/counters.ts";
import { type SqliteFile, sqliteFile } from "../../test/sqlite-file.ts";
import { databaseErrorKind } from "../errors.ts";
import { rawRows } from "../raw.ts";

const add = (database: SqliteFile, name: string) => database.writer.write("add", (db) => addCounter(db, name));
const kindOf = (work: Promise<unknown>) => work.then(() => "done", databaseErrorKind);

describe("a disk that refuses to sync", () => {
  test("rejects what waited for it and all that comes after, once reported", async () => {
    let broken = false;
    await using database = await sqliteFile((descriptor, done) => {
      if (broken) setImmediate(done, Object.assign(new Error("i/o error"), { code: "EIO" }));
      else fdatasync(descriptor, done);
    });
    await add(database, "before");

    broken = true;
    const group = await Promise.all(["a", "b", "c"].map((name) => kindOf(add(database, name))));
    // The disk may say that all is well again, but what it dropped meanwhile it does not tell.
    broken = false;
    const later = await Promise.all(["d", "e"].map((name) => kindOf(add(database, name))));

    expect(group).toEqual(["unavailable", "unavailable", "unavailable"]);
    expect(later).toEqual(["unavailable", "unavailable"]);
    expect(database.events).toEqual([{ kind: "disk-failed", error: expect.objectContaining({ code: "EIO" }) }]);
    expect(await counterNames(database.read)).toContain("before");
    expect(await counterNames(database.read)).not.toContain("d");
  });
});

describe("a full disk", () => {
  const pages = async (database: SqliteFile, most: number) => {
    await database.writer.write("limit", (db) => rawRows(db, sql.raw(`pragma max_page_count = ${most}`)));
  };

  test("refuses what does not fit, keeps what was there, and takes more when there is room again", async () => {
    await using database = await sqliteFile();
    for (const name of ["a", "b"]) await add(database, name);
    await pages(database, 20);

    expect(await kindOf(add(database, "x".repeat(200_000)))).toBe("full");
    expect(await counterNames(database.read)).toEqual(["a", "b"]);

    await pages(database, 1_000);
    await add(database, "c");
    expect(await counterNames(database.read)).toEqual(["a", "b", "c"]);
  });

  test("never keeps half a unit, and acknowledges nothing that it rolled back", async () => {
    await using database = await sqliteFile();
    await pages(database, 40);

    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, at) =>
        database.writer.write("pair", async (db) => {
          await addCounter(db, `${at} first`);
          if (at % 10 === 5) await db.insert(counters).values({ name: "x".repeat(300_000), value: 0 });
          await addCounter(db, `${at} second`);
          return at;
        }),
      ),
    );

    const kept = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(new Set(refused.map(databaseErrorKind))).toEqual(new Set(["full"]));
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(kept.length).toBeGreaterThan(0);
    expect(await counterNames(database.read)).toEqual(kept.flatMap((at) => [`${at} first`, `${at} second`]).sort());
  });
});

test("a commit that fails rejects every unit of its group, and the next ones work", async () => {
  await using database = await sqliteFile();
  await database.writer.write("create", async (db) => {
    await rawRows(db, sql`create table parents (id text primary key) strict`);
    await rawRows(db, sql`create table children (parent_id text not null references parents (id)) strict`);
  });
  // A deferred violation shows only in COMMIT, as a disk that fills up at that moment would.
  const orphan = database.writer.write("orphan", async (db) => {
    await rawRows(db, sql`pragma defer_foreign_keys = on`);
    await rawRows(db, sql`insert into children values ('nobody')`);
  });

  const outcomes = await Promise.all([kindOf(orphan), kindOf(add(database, "beside"))]);
  await add(database, "after");

  expect(outcomes).toEqual(["foreign_key", "foreign_key"]);
  expect(await counterNames(database.read)).toEqual(["after"]);
});
