import { type Figure, median } from "../figure.ts";
import type { Load, Loader } from "../load/loader.ts";
import { interleaved, type Pace } from "../rounds.ts";
import type { Served } from "../served.ts";
import type { Work } from "../subjects/subject.ts";

/** What is measured, of whom. */
export interface Comparison {
  id: string;
  served: Served[];
  work: Work;
  connections: number;
  /** A peer that does not stand the load is added here, and left out. */
  missing: string[];
}

/** Answers per second of everyone who can be asked for this work. */
export async function throughput(
  { id, served, work, connections, missing }: Comparison,
  { loader, pace }: { loader: Loader; pace: Pace },
): Promise<Figure[]> {
  const able = served.filter(({ subject }) => subject.requests[work]);
  const lost = new Set<Served>();
  const measured = await interleaved(able, pace, async (server, span) => {
    if (lost.has(server)) return undefined;
    try {
      const [load] = await loader.run(server, [{ work, connections, ...span }]);
      return load;
    } catch (error) {
      if (!server.subject.peer) throw error;
      missing.push(`${server.subject.title} at ${id}: ${error instanceof Error ? error.message : error}`);
      lost.add(server);
      return undefined;
    }
  });
  return [...measured].flatMap(([server, seen]): Figure[] => {
    const { subject, stage } = server;
    const loads = seen.filter((load) => load !== undefined);
    if (lost.has(server)) return [];
    const of = (pick: (load: Load) => number) => median(loads.map(pick));
    return [
      {
        id,
        engine: stage.engine,
        subject: subject.name,
        title: subject.title,
        unit: "req/s",
        values: loads.map((load) => load.perSecond),
        cpuMicros: of((load) => load.cpuMicros),
        ...(stage.engine === "postgres" && { databaseMicros: of((load) => load.databaseMicros) }),
        p50Ms: of((load) => load.p50Ms),
        p99Ms: of((load) => load.p99Ms),
      },
    ];
  });
}
