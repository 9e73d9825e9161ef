import { join } from "node:path";
import type { Size } from "../dataset/sample.ts";
import { type Figure, median } from "../figure.ts";
import type { Load, Loader } from "../load/loader.ts";
import { progress } from "../report/progress.ts";
import { interleaved, type Pace } from "../rounds.ts";
import { type Served, serve } from "../served.ts";
import { sqliteStage } from "../stages/sqlite-stage.ts";
import type { Subject } from "../subjects/subject.ts";

/** From few to many. The smallest has fewer projects, so that a page of 20 tasks is full everywhere. */
const flatSizes: { name: string; size: Size }[] = [
  { name: "1K", size: { tasks: 1_000, projects: 1 } },
  { name: "100K", size: { tasks: 100_000, projects: 10 } },
  { name: "1M", size: { tasks: 1_000_000, projects: 10 } },
];

/** What an R1 costs the server among more and more tasks, and how many times as much among the most as among the fewest. */
export async function flatness(
  subject: Subject,
  folder: string,
  { loader, pace }: { loader: Loader; pace: Pace },
): Promise<Figure[]> {
  const served = new Map<string, Served>();
  const stages = [];
  for (const { name, size } of flatSizes) {
    progress(`filling sqlite with ${size.tasks.toLocaleString("en")} tasks`);
    const stage = await sqliteStage(join(folder, name), size, { oneUser: true });
    stages.push(stage);
    served.set(name, await serve(subject, stage));
  }
  const names = [...served.keys()];
  const measured = await interleaved(names, pace, async (name, span) => {
    const [load] = await loader.run(served.get(name) as Served, [{ work: "list", connections: 32, ...span }]);
    return (load as Load).cpuMicros;
  });
  for (const server of served.values()) await server.stop();
  for (const stage of stages) await stage.close();

  const common = { engine: "sqlite" as const, subject: subject.name, title: subject.title };
  const [least = [], most = []] = [measured.get(names[0] ?? ""), measured.get(names.at(-1) ?? "")];
  return [
    ...[...measured].map(([name, values]): Figure => ({ ...common, id: `R1-${name}`, unit: "µs", values })),
    {
      ...common,
      id: "R1-FLAT",
      unit: "×",
      values: most.map((micros, round) => micros / (least[round] ?? Number.NaN)),
      note: names.map((name) => `${name}: ${median(measured.get(name) ?? []).toFixed(0)} µs`).join(", "),
    },
  ];
}
