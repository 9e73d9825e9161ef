import { teamOf } from "../../dataset/members.ts";
import type { Sample } from "../../dataset/sample.ts";
import { assertEqual } from "../../equality.ts";
import { type Figure, median } from "../../figure.ts";
import { Audience } from "../../load/audience.ts";
import type { News } from "../../load/audience-order.ts";
import { interleaved } from "../../rounds.ts";
import { type Served, serve } from "../../served.ts";
import type { Stage } from "../../stages/stage.ts";
import type { Subject } from "../../subjects/subject.ts";

const FOLLOWERS = 200;
const NEWS_PER_ROUND = 3;
// Everyone is left alone in between, longer than anybody gathers changes.
const NEWS_EVERY_MS = 300;

/** How long it takes until everyone who follows a list has what was inserted, when they share so many sessions. */
export async function fanOut(
  subjects: Subject[],
  stage: Stage,
  { id, sessions, rounds }: { id: string; sessions: number; rounds: number },
): Promise<Figure[]> {
  const team = teamOf(stage.size, { sessions, followers: FOLLOWERS });
  const audience = new Audience();
  const served: Served[] = [];
  try {
    for (const subject of subjects) served.push(await serve(subject, stage));
    await assertEqual(served);
    for (const server of served) await audience.gather(server, gatheringOf(server.subject, team));
    let mark = 0;
    const newsOf = ({ subject }: Served): News[] =>
      team.slice(0, NEWS_PER_ROUND).map((sample) => {
        mark += 1;
        const request = subject.requests.create?.({ ...sample, mark });
        return { request: request ?? "", mark, listeners: FOLLOWERS };
      });
    const pace = { rounds, round: { seconds: 0 }, warmUp: { seconds: 0 } };
    const measured = await interleaved(served, pace, (server) =>
      audience.tell(server, { news: newsOf(server), everyMs: NEWS_EVERY_MS, inTurn: true }),
    );
    return [...measured].map(([{ subject }, told]): Figure => {
      const [cpuMicros, databaseMicros] = [
        mean(told.map((one) => one.cpuMicros)),
        mean(told.map((one) => one.databaseMicros)),
      ];
      return {
        ...{ id, engine: stage.engine, subject: subject.name, title: subject.title, unit: "ms" },
        values: told.map(({ allMs }) => median(allMs)),
        cpuMicros,
        ...(stage.engine === "postgres" && { databaseMicros }),
        p50Ms: median(told.map((one) => one.p50Ms)),
        note: `${FOLLOWERS} followers in ${sessions} sessions; worst ${Math.max(...told.flatMap(({ allMs }) => allMs)).toFixed(0)} ms`,
      };
    });
  } finally {
    audience.stop();
    for (const server of served) await server.stop();
  }
}

function gatheringOf({ following, name }: Subject, team: Sample[]) {
  if (!following) throw new Error(`${name} has no list to follow`);
  const { path, follows, ask, refetch } = following;
  const listeners = team.map((sample) => ({
    token: sample.token,
    asks: ask ? [ask(sample)] : [],
    ...(refetch && { refetch: refetch(sample) }),
  }));
  return { path, ...(follows && { follows }), listeners };
}

/** Processor time comes in ticks of 10 ms: of few, only the sum says something. */
function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
