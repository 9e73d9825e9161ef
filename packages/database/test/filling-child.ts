// Fills an SQLite file with one write after the other, waiting for nothing else, and says so at its end.
import { openSqlite } from "../src/sqlite/open.ts";
import { addCounter, counters } from "./counters.ts";
import { createTables } from "./create-tables.ts";

const [file = ""] = process.argv.slice(2);
const { writer, close } = await openSqlite({ url: file }, { checkpointBytes: 64 * 1024 });
await writer.write("create", (db) => createTables(db, [counters]));
for (let at = 0; at < 300; at++) await writer.write("add", (db) => addCounter(db, `${at} ${"x".repeat(2_000)}`));
await close();
console.log("filled");
