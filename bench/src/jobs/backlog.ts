// How long it takes to claim ten jobs where so many wait. Prints the milliseconds of each claim.
import { getTableColumns, sql } from "drizzle-orm";
import { openDatabase } from "../../../packages/database/src/index.ts";
import { jobs } from "../../../packages/kernel/src/index.ts";
import { claimJobs } from "../../../packages/kernel/src/jobs/claim.ts";

const CLAIMS = 300;
const FIRST = 1_000;
const MOST_AT_ONCE = 30_000;

const [url = "", count = ""] = process.argv.slice(2);
const database = await openDatabase({ url });
const waiting = Number(count);
const now = Date.now();
const rows = Array.from({ length: FIRST }, (_, at) => ({
  ...{ name: "nothing", queue: "default", state: "waiting" as const, priority: 1, payload: { number: at } },
  ...{ attempts: 0, claim: 0, requestId: "bench", createdAt: new Date(now) },
  // Half of them are due, as after an outage.
  runAt: new Date(now + (at % 2 ? 3_600_000 : -3_600_000) + at),
}));
await database.write((db) => db.insert(jobs).values(rows));
const otherId = url.startsWith("postgres") ? sql<string>`gen_random_uuid()` : sql<string>`lower(hex(randomblob(16)))`;
const copies = { ...getTableColumns(jobs), id: otherId.as("id") };
// Copied in the database itself, because to send a million rows takes minutes, and in parts, because a transaction has five seconds.
for (let there = FIRST; there < waiting; ) {
  const more = Math.min(there, MOST_AT_ONCE, waiting - there);
  await database.write((db) => db.insert(jobs).select(db.select(copies).from(jobs).limit(more)));
  there += more;
}
const times: number[] = [];
for (let claim = 0; claim < CLAIMS; claim++) {
  const started = performance.now();
  const claimed = await claimJobs(database, { queue: "default", worker: "bench", most: 10 });
  times.push(performance.now() - started);
  if (claimed.length !== 10) throw new Error(`claimed ${claimed.length} of 10`);
}
console.log(JSON.stringify(times));
await database.close();
