// A process that runs the jobs of a database and ticks for its schedule until it is killed, and says how many jobs are left.
import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "@plinth/database";
import { and, eq, isNull } from "drizzle-orm";
import { JobWorker, jobs, Scheduler } from "../src/index.ts";
import { countedWork, everyTick, tickOf } from "./counted-jobs.ts";
import { houseOf } from "./named-jobs.ts";

const [url = ""] = process.argv.slice(2);
const database = await openDatabase({ url });
const house = houseOf(database);
const work = countedWork(() => pause(Math.random() * 20));
new JobWorker(house, [work, tickOf()]).start();
new Scheduler(house, [everyTick()]).start();
for (;;) {
  const left = await database.read.$count(jobs, and(eq(jobs.name, work.name), isNull(jobs.endedAt)));
  // A line that a kill cuts short is no line.
  writeSync(1, `left ${left}\n`);
  await pause(50);
}
