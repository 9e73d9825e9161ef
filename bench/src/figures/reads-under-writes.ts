import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ask } from "../answer.ts";
import { samplesOf } from "../dataset/sample.ts";
import { type Figure, median } from "../figure.ts";
import type { Load, Loader, Task } from "../load/loader.ts";
import { interleaved, type Pace } from "../rounds.ts";
import { type Served, serve } from "../served.ts";
import type { Stage } from "../stages/stage.ts";
import type { Subject } from "../subjects/subject.ts";

const SLOW_SYNC_MS = 5;
const READERS = 32;
const WRITERS = 32;

/**
 * How much longer the slowest of 100 reads takes while others write as fast as they can. With `slowDisk`, on a disk whose sync takes
 * five milliseconds, which only a subject that syncs through Node can be given.
 */
export async function readsUnderWrites(
  subjects: Subject[],
  { stage, slowDisk }: { stage: Stage; slowDisk: boolean },
  { loader, pace }: { loader: Loader; pace: Pace },
): Promise<Figure[]> {
  const served: Served[] = [];
  for (const subject of subjects)
    served.push(await (slowDisk ? serveOnSlowDisk(subject, stage) : serve(subject, stage)));
  const measured = await interleaved(served, pace, async (server, span) => {
    const reads: Task = { work: "list", connections: READERS, ...span };
    const writes: Task = { work: "create", connections: WRITERS, ...span };
    const [alone] = await loader.run(server, [reads]);
    const [among, writing] = await loader.run(server, [reads, writes]);
    // Safe because each task gives one load.
    return { alone, among, writing } as Record<"alone" | "among" | "writing", Load>;
  });
  for (const server of served) await server.stop();
  return [...measured].map(([{ subject }, seen]) => {
    const of = (pick: (one: (typeof seen)[number]) => number) => median(seen.map(pick));
    const [alone, among] = [of((one) => one.alone.p99Ms), of((one) => one.among.p99Ms)];
    return {
      id: slowDisk ? "READS-UNDER-WRITES-SLOW-DISK" : "READS-UNDER-WRITES",
      engine: stage.engine,
      subject: subject.name,
      title: subject.title,
      unit: "×",
      values: seen.map((one) => one.among.p99Ms / one.alone.p99Ms),
      p99Ms: among,
      note: `p99 ${alone.toFixed(1)} → ${among.toFixed(1)} ms, beside ${Math.round(of((one) => one.writing.perSecond)).toLocaleString("en")} writes/s`,
    };
  });
}

/** @throws when the subject does not sync through Node: its disk would be as quick as ever, and the figure would say nothing */
async function serveOnSlowDisk(subject: Subject, stage: Stage): Promise<Served> {
  const witness = join(tmpdir(), `plinth-bench-${process.pid}-synced`);
  rmSync(witness, { force: true });
  const served = await serve(subject, stage, {
    NODE_OPTIONS: `--import=${fileURLToPath(new URL("../slow-fsync.mjs", import.meta.url))}`,
    BENCH_SYNC_DELAY_MS: String(SLOW_SYNC_MS),
    BENCH_SYNC_WITNESS: witness,
  });
  const [sample] = samplesOf(stage.size);
  if (sample && subject.requests.create) await ask(served.port, subject.requests.create(sample));
  const synced = existsSync(witness);
  rmSync(witness, { force: true });
  if (!synced) throw new Error(`${subject.name} wrote without the sync that is delayed`);
  return served;
}
