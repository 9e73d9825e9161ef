// A process of its own for the tests of SQLite files: for each line `<order> <file>` it prints what came of it.
import { createInterface } from "node:readline";
import Sqlite from "better-sqlite3";
import { openOrCreateSqliteFile } from "../src/sqlite/instance.ts";
import { lockSqliteFile } from "../src/sqlite/lock.ts";

const orders: Record<string, (file: string) => unknown> = {
  open: (file) => {
    openOrCreateSqliteFile(file);
    const connection = new Sqlite(file, { readonly: true });
    const id = connection.prepare("SELECT id FROM plinth_instance").pluck().get();
    connection.close();
    return id;
  },
  lock: (file) => {
    lockSqliteFile(file);
    return "locked";
  },
  "lock-and-collect": (file) => {
    lockSqliteFile(file);
    globalThis.gc?.();
    return "locked";
  },
  // Leaves a transaction open of which a part is in the file already.
  "half-write": (file) => {
    const connection = new Sqlite(file);
    connection.pragma("cache_size = 1");
    connection.exec("BEGIN; UPDATE notes SET body = hex(randomblob(60))");
    return "written";
  },
};

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const [order = "", file = ""] = line.split(" ");
  process.stdout.write(`${answer(order, file)}\n`);
}

function answer(order: string, file: string): unknown {
  try {
    return orders[order]?.(file);
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll("\n", " ") : error;
  }
}
