import { projectsOf, writerOf } from "../../dataset/members.ts";
import { idOf, PEOPLE, type Size, tokenOf, WORKSPACES } from "../../dataset/sample.ts";
import { type Figure, median } from "../../figure.ts";
import { Audience } from "../../load/audience.ts";
import type { Listener, News } from "../../load/audience-order.ts";
import { interleaved } from "../../rounds.ts";
import { serve } from "../../served.ts";
import type { Stage } from "../../stages/stage.ts";
import type { Subject } from "../../subjects/subject.ts";
import { BRINGS_VALUE, liveQuery } from "../../subjects/trpc.ts";
import { fromOneAddress } from "./one-address.ts";

const LISTS_EACH = 5;
const WRITES_PER_SECOND = 50;

/**
 * A thousand people with five lists each, while writes go to all the projects: how long it takes until one of those who follow a list has
 * what was inserted into it, the slowest of a hundred deliveries.
 */
export async function crowd(
  subject: Subject,
  stage: Stage,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Figure[]> {
  const { size, engine } = stage;
  const audience = new Audience();
  const served = await serve(subject, stage, fromOneAddress);
  try {
    const listeners = Array.from({ length: PEOPLE }, (_, person) => listenerOf(person, size));
    await audience.gather(served, { path: "/live", follows: BRINGS_VALUE, listeners });
    let written = 0;
    const news = (): News => {
      const project = written % (WORKSPACES * size.projects);
      const sample = writerOf(project, written, size);
      const mark = ++written;
      return { request: subject.requests.create?.({ ...sample, mark }) ?? "", mark, listeners: followersOf(size) };
    };
    const span = { seconds };
    const pace = { rounds, round: span, warmUp: span };
    const measured = await interleaved([served], pace, (server, span) => {
      const everyMs = 1_000 / WRITES_PER_SECOND;
      const all = Array.from({ length: WRITES_PER_SECOND * span.seconds }, news);
      return audience.tell(server, { news: all, everyMs, probe: true });
    });
    const told = measured.get(served) ?? [];
    const of = (pick: (one: (typeof told)[number]) => number) => median(told.map(pick));
    return [
      {
        ...{ id: "L2", engine, subject: subject.name, title: subject.title, unit: "ms" },
        values: told.map(({ p99Ms }) => p99Ms),
        cpuMicros: of((one) => one.cpuMicros),
        ...(engine === "postgres" && { databaseMicros: of((one) => one.databaseMicros) }),
        p50Ms: of((one) => one.p50Ms),
        p99Ms: of((one) => one.p99Ms),
        note: [
          `${Math.round(of((one) => one.deliveries / one.seconds)).toLocaleString("en")} deliveries/s`,
          `${Math.round(of((one) => one.cpuShare) * 100)} % of a core`,
          `${Math.round(served.rssMb())} MB`,
          `a write answered in ${of((one) => one.answerMs).toFixed(1)} ms`,
          `p99 of /healthz ${of((one) => one.probeP99Ms).toFixed(1)} ms`,
        ].join(", "),
      },
    ];
  } finally {
    audience.stop();
    await served.stop();
  }
}

/** Every person follows some of the projects of their workspace, and the one beside them other ones. */
function listenerOf(person: number, size: Size): Listener {
  const projects = projectsOf(person, size);
  const asks = Array.from({ length: LISTS_EACH }, (_, n) => {
    const project = projects[(Math.floor(person / WORKSPACES) + n) % projects.length] ?? 0;
    return liveQuery(n + 1, "tasks.list", { projectId: idOf("project", project), limit: 20 });
  });
  return { token: tokenOf(person), asks };
}

/** Of each project. */
function followersOf({ projects }: Size): number {
  return (PEOPLE * LISTS_EACH) / (WORKSPACES * projects);
}
