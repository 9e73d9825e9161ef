import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { flatness } from "./figures/flatness.ts";
import { jobBacklog, jobThroughput } from "./figures/jobs.ts";
import { live } from "./figures/live/live.ts";
import { readsUnderWrites } from "./figures/reads-under-writes.ts";
import { search } from "./figures/search.ts";
import { starts } from "./figures/starts.ts";
import { throughputs } from "./figures/throughputs.ts";
import { Loader } from "./load/loader.ts";
import type { Options } from "./options.ts";
import type { RunPace } from "./pace.ts";
import { progress } from "./report/progress.ts";
import { postgresStage } from "./stages/postgres-stage.ts";
import { sqliteStage } from "./stages/sqlite-stage.ts";
import type { Engine, Stage } from "./stages/stage.ts";
import { isCore, type Subject } from "./subjects/subject.ts";

/** How a run is made. */
export interface Run {
  options: Options;
  pace: RunPace;
  /** For files that are gone when the run ends. */
  folder: string;
  /** What could not be measured, and why. Whoever finds out adds to it. */
  missing: string[];
}

export interface Measured {
  figures: Figure[];
  /** Versions of the engines it ran on. */
  engines: string[];
}

/** Measures everything that is asked for, one engine after the other. */
export async function measure(subjects: Subject[], run: Run): Promise<Measured> {
  const loader = new Loader();
  const measured: Measured = { figures: [], engines: [] };
  for (const engine of run.options.engines) {
    const able = subjects.filter(({ name, engines }) => engines.includes(engine) && run.options.includes(name, engine));
    if (able.length === 0) continue;
    progress(`filling ${engine} with ${run.pace.size.tasks.toLocaleString("en")} tasks`);
    const stage = await openStage(engine, run);
    try {
      measured.engines.push(stage.version);
      for await (const figures of figuresOf(able, stage, { loader, ...run })) {
        for (const figure of figures) progress(figure);
        measured.figures.push(...figures);
      }
    } finally {
      await stage.close();
    }
  }
  loader.stop();
  return measured;
}

function openStage(engine: Engine, { pace, folder }: Run): Promise<Stage> {
  return engine === "sqlite" ? sqliteStage(join(folder, "main"), pace.size) : postgresStage(pace.size);
}

async function* figuresOf(
  subjects: Subject[],
  stage: Stage,
  { loader, options, pace, folder, missing }: Run & { loader: Loader },
): AsyncGenerator<Figure[]> {
  const { engine } = stage;
  const wants = (id: string) => options.wants(id, engine);
  const loads = { loader, pace: pace.loads };
  if (wants("START") || wants("RSS"))
    yield (await starts(subjects.filter(isCore), stage, pace.starts)).filter(({ id }) => wants(id));
  yield* throughputs(subjects, stage, { loads, wants, missing });

  const plinth = subjects.filter(({ name }) => name === "plinth");
  if (wants("SEARCH")) for (const subject of plinth) yield search(subject, stage, pace.loads);
  yield* live(subjects, stage, { loader, pace, wants });
  if (wants("JOBS")) yield jobThroughput(stage, pace.jobs.rounds);
  if (wants("JOBS-BACKLOG")) yield jobBacklog(stage);
  if (engine !== "sqlite" || plinth.length === 0) return;
  const pair = subjects.filter(({ name }) => name === "plinth" || name === "bare");
  if (wants("READS-UNDER-WRITES"))
    yield readsUnderWrites(options.quick ? plinth : pair, { stage, slowDisk: false }, loads);
  if (wants("READS-UNDER-WRITES-SLOW-DISK")) yield readsUnderWrites(plinth, { stage, slowDisk: true }, loads);
  if (wants("R1-FLAT")) for (const subject of plinth) yield flatness(subject, join(folder, "flat"), loads);
}
