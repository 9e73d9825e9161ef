import { setTimeout as pause } from "node:timers/promises";
import type { Telling, Told } from "./audience-order.ts";
import type { Follower } from "./follower.ts";
import { Hearing } from "./hearing.ts";
import { type Requester, requester } from "./requester.ts";

const WRITERS = 16;
const PROBE_EVERY_MS = 10;
const PROBE = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

/** Writes news and waits until everyone who is to hear of them did. @throws when somebody never does */
export async function tell(followers: Follower[], { port, news, probe, ...pace }: Telling): Promise<Told> {
  const hearing = new Hearing(news, followers);
  const writers = await Promise.all(Array.from({ length: Math.min(WRITERS, news.length) }, () => requester(port)));
  const probing = probe ? probes(port) : undefined;
  const started = performance.now();
  try {
    const answers = await write(news, { writers, hearing, ...pace });
    await hearing.complete();
    const seconds = (performance.now() - started) / 1_000;
    const probed = (await probing?.stop()) ?? [];
    for (const follower of followers) follower.check();
    const { latencies, allMs } = hearing;
    return {
      ...{ seconds, allMs, deliveries: latencies.length },
      p50Ms: quantile(latencies, 0.5),
      p99Ms: quantile(latencies, 0.99),
      answerMs: quantile(answers, 0.5),
      probeP99Ms: quantile(probed, 0.99),
    };
  } finally {
    for (const writer of writers) writer.close();
  }
}

interface Writing extends Pick<Telling, "everyMs" | "inTurn"> {
  writers: Requester[];
  hearing: Hearing;
}

/** Resolves with how long each answer took. A write that finds every writer busy waits for one, and is timed from then on. */
async function write(news: Telling["news"], { writers, hearing, everyMs, inTurn }: Writing): Promise<number[]> {
  const answers: number[] = [];
  const idle = [...writers];
  const underway = new Set<Promise<void>>();
  let next = performance.now();
  for (const { request, mark } of news) {
    await pause(Math.max(0, next - performance.now()));
    next += everyMs;
    while (idle.length === 0) await Promise.race(underway);
    // The one that waits longest, before the server closes its connection. Safe because one of them is idle by now.
    const writer = idle.shift() as Requester;
    hearing.write(mark);
    const done = writer.send(request).then((ms) => {
      answers.push(ms);
      idle.push(writer);
      underway.delete(done);
    });
    // It is thrown below, also when it fails before anyone waits for it.
    done.catch(() => {});
    underway.add(done);
    if (inTurn) {
      await done;
      await hearing.complete();
      next = performance.now() + everyMs;
    }
  }
  await Promise.all(underway);
  return answers;
}

/** Asks how the server is, again and again, until stopped. */
function probes(port: number): { stop(): Promise<number[]> } {
  let over = false;
  const times: number[] = [];
  const asking = (async () => {
    const connection = await requester(port);
    while (!over) {
      times.push(await connection.send(PROBE));
      await pause(PROBE_EVERY_MS);
    }
    connection.close();
  })();
  asking.catch(() => {});
  return {
    stop: async () => {
      over = true;
      await asking;
      return times;
    },
  };
}

function quantile(values: number[], share: number): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}
