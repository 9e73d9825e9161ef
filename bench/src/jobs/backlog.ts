// How long it takes to claim ten jobs where so many wait. Prints the milliseconds of each claim.
import { openDatabase } from "../../../packages/database/src/index.ts";
import { jobs } from "../../../packages/kernel/src/index.ts";
import { claimJobs } from "../../../packages/kernel/src/jobs/claim.ts";

const CLAIMS = 300;
const ROWS_AT_ONCE = 1_000;

const [url = "", count = ""] = process.argv.slice(2);
const database = await openDatabase({ url });
const waiting = Number(count);
const now = Date.now();
for (let from = 0; from < waiting; from += ROWS_AT_ONCE) {
  const rows = Array.from({ length: ROWS_AT_ONCE }, (_, at) => ({
    ...{ name: "nothing", queue: "default", state: "waiting" as const, priority: 1, payload: { number: from + at } },
    ...{ attempts: 0, claim: 0, requestId: "bench", createdAt: new Date(now) },
    // Half of them are due, as after an outage.
    runAt: new Date(now + ((from + at) % 2 ? 3_600_000 : -3_600_000) + from),
  }));
  await database.write((db) => db.insert(jobs).values(rows));
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
