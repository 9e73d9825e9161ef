// The same with pg-boss, as its docs write it, with the batches and the shortest interval they offer for throughput.
import PgBoss from "pg-boss";
import { timed } from "./timed.ts";

const [url = ""] = process.argv.slice(2);
const boss = new PgBoss({ connectionString: url, max: 10 });
await boss.start();
await boss.createQueue("nothing");
await timed(async (done) => {
  await boss.work("nothing", { batchSize: 100, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const _ of jobs) done();
  });
  return {
    add: (number) => boss.send("nothing", { number }),
    stop: () => boss.stop({ graceful: false }),
  };
});
process.exit(0);
