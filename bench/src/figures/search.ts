import { ask } from "../answer.ts";
import { idOf, samplesOf, WORKSPACES } from "../dataset/sample.ts";
import { type Figure, median } from "../figure.ts";
import { interleaved, type Pace } from "../rounds.ts";
import { serve } from "../served.ts";
import type { Stage } from "../stages/stage.ts";
import { get, inUrl } from "../subjects/requests.ts";
import type { Subject } from "../subjects/subject.ts";

/** In all tasks, in every other, in one, in none; beginnings, several words, a phrase, a number. */
const typed = [
  ...["task", "ta", "t", "make the thing work", "some more words", '"some more words"', '"words more some"'],
  ...["number 123", "77123", "7712", "thing number 9", "quoted work", "zebra", "task zebra", "P1-12", "#3"],
];

/** How long a search in the whole workspace takes, one after the other: the slowest of 20. */
export async function search(subject: Subject, stage: Stage, { rounds, round }: Pace): Promise<Figure[]> {
  const served = await serve(subject, stage);
  const samples = samplesOf(stage.size);
  const requests = samples.map((sample, n) => {
    const input = { workspaceId: idOf("workspace", n % WORKSPACES), text: typed[n % typed.length] };
    return get(`/rpc/search.inWorkspace?input=${inUrl(input)}`, sample);
  });
  let next = 0;
  const measured = await interleaved([served], { rounds, round, warmUp: round }, async ({ port }, { seconds }) => {
    const times: number[] = [];
    const end = performance.now() + seconds * 1_000;
    // As many as make a twentieth of them a few.
    while (performance.now() < end || times.length < 100) {
      const started = performance.now();
      const { status, body } = await ask(port, requests[next++ % requests.length] ?? "");
      times.push(performance.now() - started);
      if (status !== 200)
        throw new Error(`a search was answered with ${status}: ${JSON.stringify(body).slice(0, 500)}`);
    }
    return times.sort((a, b) => a - b);
  });
  await served.stop();
  const rows = measured.get(served) ?? [];
  const at = (share: number) => rows.map((times) => times[Math.floor(times.length * share)] ?? Number.NaN);
  return [
    {
      ...{ id: "SEARCH", engine: stage.engine, subject: subject.name, title: subject.title, unit: "ms" },
      values: at(0.95),
      p50Ms: median(at(0.5)),
      p99Ms: median(at(0.99)),
      note: `${stage.size.tasks.toLocaleString("en")} tasks in ${WORKSPACES} workspaces`,
    },
  ];
}
