// Enqueues so many jobs, each in a transaction of its own, and runs them in the same process. Prints how many seconds that took.

import { z } from "zod";
import { openDatabase } from "../../../packages/database/src/index.ts";
import {
  createLog,
  enqueue,
  JobWorker,
  job,
  mutationContext,
  system,
  systemClock,
} from "../../../packages/kernel/src/index.ts";
import { timed } from "./timed.ts";

const [url = ""] = process.argv.slice(2);
const database = await openDatabase({ url });
const log = createLog("warn");
await timed(async (done) => {
  const nothing = job("nothing", z.strictObject({ number: z.number() }), async () => done());
  const worker = new JobWorker({ database, clock: systemClock, log }, [nothing]);
  worker.start();
  const base = { actor: system, now: new Date(), requestId: "bench", log };
  return {
    add: (number) => database.write((db) => enqueue(mutationContext(base, db), nothing, { number })),
    stop: () => worker.stop(1_000),
  };
});
await database.close();
