import { projectsOf, taskOf, writerOf } from "../../dataset/members.ts";
import { idOf, type Size, tokenOf, WORKSPACES } from "../../dataset/sample.ts";
import { type Figure, median } from "../../figure.ts";
import { Audience } from "../../load/audience.ts";
import type { Listener } from "../../load/audience-order.ts";
import type { Load, Loader } from "../../load/loader.ts";
import { progress } from "../../report/progress.ts";
import { interleaved, type Pace } from "../../rounds.ts";
import { type Served, serve } from "../../served.ts";
import type { Stage } from "../../stages/stage.ts";
import type { Subject } from "../../subjects/subject.ts";
import { BRINGS_VALUE, liveQuery } from "../../subjects/trpc.ts";
import { fromOneAddress } from "./one-address.ts";

const levels = [
  { name: "0", queries: 0 },
  { name: "1K", queries: 1_000 },
  { name: "10K", queries: 10_000 },
  { name: "50K", queries: 50_000 },
];
const QUERIES_EACH = 200;
const WRITERS = 8;
// The first workspace is written to; those who follow something are in the others.
const OTHERS = WORKSPACES - 1;

/** What a write costs the server beside more and more live queries of what it does not touch, in times of what it costs beside none. */
export async function writesBeside(
  subject: Subject,
  stage: Stage,
  { loader, pace }: { loader: Loader; pace: Pace },
): Promise<Figure[]> {
  const { size, engine } = stage;
  const audience = new Audience();
  const served = new Map<string, Served>();
  try {
    for (const { name, queries } of levels) {
      const server = await serve(subject, stage, fromOneAddress);
      served.set(name, server);
      progress(`${engine}: following ${queries.toLocaleString("en")} queries`);
      const listeners = Array.from({ length: queries / QUERIES_EACH }, (_, n) => listenerOf(n, size));
      await audience.gather(server, { path: "/live", follows: BRINGS_VALUE, listeners });
    }
    const samples = projectsOf(0, size).flatMap((project, n) => [writerOf(project, n, size)]);
    const names = [...served.keys()];
    const measured = await interleaved(names, pace, async (name, span) => {
      const task = { work: "create", connections: WRITERS, samples, ...span } as const;
      // Safe because each name has a server, and one task gives one load.
      const [load] = await loader.run(served.get(name) as Served, [task]);
      return load as Load;
    });
    const common = { engine, subject: subject.name, title: subject.title };
    const micros = new Map([...measured].map(([name, loads]) => [name, loads.map(({ cpuMicros }) => cpuMicros)]));
    const [none = [], most = []] = [micros.get("0"), micros.get("50K")];
    return [
      ...[...micros].map(([name, values]): Figure => ({ ...common, id: `L3-${name}`, unit: "µs", values })),
      {
        ...{ ...common, id: "L3", unit: "×" },
        values: most.map((value, round) => value / (none[round] ?? Number.NaN)),
        note: names.map((name) => `${name}: ${median(micros.get(name) ?? []).toFixed(0)} µs`).join(", "),
      },
    ];
  } finally {
    audience.stop();
    for (const server of served.values()) await server.stop();
  }
}

/** Somebody of another workspace, with the lists of its projects and tasks in them. */
function listenerOf(n: number, size: Size): Listener {
  const person = (n % OTHERS) + 1 + WORKSPACES * Math.floor(n / OTHERS);
  const projects = projectsOf(person, size);
  const asks = Array.from({ length: QUERIES_EACH }, (_, id) => {
    const project = projects[id % projects.length] ?? 0;
    return id < projects.length
      ? liveQuery(id, "tasks.list", { projectId: idOf("project", project), limit: 20 })
      : liveQuery(id, "tasks.get", { id: taskOf(project, id + n, size) });
  });
  return { token: tokenOf(person), asks };
}
