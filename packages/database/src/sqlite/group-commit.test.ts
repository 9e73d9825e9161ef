import { fdatasync, fstatSync, statSync } from "node:fs";
import { setImmediate as tick } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { addCounter, counterNames } from "../../test/counters.ts";
import { sqliteFile } from "../../test/sqlite-file.ts";
import { WalSync } from "./wal-sync.ts";

describe("commits", () => {
  test("are shared by those who write at the same time", async () => {
    let syncs = 0;
    await using database = await sqliteFile((descriptor, done) => {
      syncs += 1;
      fdatasync(descriptor, done);
    });

    await Promise.all(
      Array.from({ length: 64 }, async (_, writer) => {
        for (let at = 0; at < 20; at++) await database.writer.write("add", (db) => addCounter(db, `${writer}/${at}`));
      }),
    );

    expect(await counterNames(database.read)).toHaveLength(1_280);
    expect(syncs).toBeLessThan(1_280 / 8);
  });

  test("are synced one by one for someone who writes alone", async () => {
    let syncs = 0;
    await using database = await sqliteFile((descriptor, done) => {
      syncs += 1;
      fdatasync(descriptor, done);
    });

    for (let at = 0; at < 20; at++) await database.writer.write("add", (db) => addCounter(db, `${at}`));

    expect(syncs).toBe(20);
  });

  test("are acknowledged only when the disk has them, and reads are served meanwhile", async () => {
    let finish = () => {};
    await using database = await sqliteFile((descriptor, done) => {
      finish = () => fdatasync(descriptor, done);
    });
    let acknowledged = 0;
    const writes = ["a", "b"].map((name) =>
      database.writer
        .write("add", (db) => addCounter(db, name))
        .then(() => {
          acknowledged += 1;
        }),
    );

    for (let reads = 0; reads < 50; reads++) {
      await counterNames(database.read);
      await tick();
    }
    expect(acknowledged).toBe(0);

    finish();
    await Promise.all(writes);
    expect(acknowledged).toBe(2);
  });

  test("that arrive while the disk is busy wait for a sync that starts after them", async () => {
    const started: (() => void)[] = [];
    await using database = await sqliteFile((descriptor, done) => {
      started.push(() => fdatasync(descriptor, done));
    });
    const order: string[] = [];
    const write = (name: string) =>
      database.writer.write("add", (db) => addCounter(db, name)).then(() => order.push(name));

    const first = write("first");
    while (started.length < 1) await tick();
    const second = write("second");
    for (let turn = 0; turn < 20; turn++) await tick();
    expect(started).toHaveLength(1);

    started[0]?.();
    await first;
    expect(order).toEqual(["first"]);
    while (started.length < 2) await tick();
    started[1]?.();
    await second;
    expect(order).toEqual(["first", "second"]);
  });

  test("on a slow disk do not hold up reads", async () => {
    await using database = await sqliteFile((descriptor, done) => {
      setTimeout(() => fdatasync(descriptor, done), 50);
    });
    let writing = true;
    let reads = 0;
    const writes = Promise.all(
      Array.from({ length: 10 }, async (_, writer) => {
        for (let at = 0; at < 3; at++) await database.writer.write("add", (db) => addCounter(db, `${writer}/${at}`));
      }),
    ).then(() => {
      writing = false;
    });

    while (writing) {
      await counterNames(database.read);
      reads += 1;
      await tick();
    }
    await writes;

    // Three syncs of 50 ms: a read that waited for the disk would have been one of a handful.
    expect(reads).toBeGreaterThan(50);
  });
});

describe("what is synced", () => {
  test("is the log of the database", async () => {
    const synced = new Set<number>();
    await using database = await sqliteFile((descriptor, done) => {
      synced.add(fstatSync(descriptor).ino);
      fdatasync(descriptor, done);
    });

    await database.writer.write("add", (db) => addCounter(db, "a"));

    expect([...synced]).toEqual([statSync(`${database.file}-wal`).ino]);
  });

  test("is synced by the operating system, unless a stand-in is given", async () => {
    const noDescriptor = 1_000_000;
    const sync = new WalSync(
      noDescriptor,
      () => {},
      () => {},
    );

    await expect(sync.flushed()).rejects.toMatchObject({ code: "EBADF", syscall: "fdatasync" });
  });
});
