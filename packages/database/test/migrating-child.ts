// A process of its own for the migration tests, of DATABASE_URL's engine. It prints `ready`, and then one line of JSON for
// every line of JSON it reads: what came of migrating `target` from `folder`. With `dieAt`, it kills itself at that step instead.
import { createInterface } from "node:readline";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { engine } from "../src/engine.ts";
import { openOrCreateSqliteFile } from "../src/sqlite/instance.ts";
import { migrate } from "./migrating.ts";

interface Order {
  target: string;
  folder: string;
  dieAt?: number;
}

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  // Safe because only `children.ts` writes to this process.
  const { target, folder, dieAt } = JSON.parse(line) as Order;
  if (dieAt !== undefined) dieAtStep(dieAt);
  if (engine === "sqlite") openOrCreateSqliteFile(target);
  const answer = await migrate(target, folder).catch((error: Error) => ({ error: error.message }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

// Every statement, and the copy before the first, is a step; death comes right before it, or as its query has been sent off.
function dieAtStep(last: number): void {
  let step = 0;
  const count = () => {
    if (++step === last) process.kill(process.pid, "SIGKILL");
  };
  const { exec, backup } = Sqlite.prototype;
  Sqlite.prototype.exec = function (...args) {
    count();
    return exec.apply(this, args);
  };
  Sqlite.prototype.backup = async function (...args) {
    const copied = await backup.apply(this, args);
    count();
    return copied;
  };
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const sent = Reflect.apply(query, this, args);
    setImmediate(count);
    return sent;
  };
}
