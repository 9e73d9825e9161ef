import { type Figure, median, ratioOf } from "./figure.ts";
import type { Engine } from "./stages/stage.ts";

/** What Plinth must reach in a figure. Everything that is named must hold. */
interface Target {
  id: string;
  engine: Engine;
  /** Times the value of the hand-written server. */
  toLimit?: number;
  /** Whether that ratio is mostly the disk's: on one that syncs in no time, commits that share a sync gain nothing. */
  byDisk?: boolean;
  /** Times the value of the stock stack. */
  toStock?: number;
  /** More than each of these; `"peers"`: than everyone but the hand-written server. */
  above?: "peers" | "stock-unsynced";
  atMost?: number;
  /** Microseconds of processor time. */
  cpuAtMost?: number;
}

const targets: Target[] = [
  { id: "R1", engine: "sqlite", toLimit: 1.2, toStock: 8, above: "peers" },
  { id: "R2", engine: "sqlite", toLimit: 0.9, toStock: 8, above: "peers" },
  { id: "W1", engine: "sqlite", toLimit: 2.5, byDisk: true, above: "stock-unsynced" },
  { id: "W2", engine: "sqlite", toLimit: 3, byDisk: true },
  { id: "R1", engine: "postgres", toLimit: 0.9 },
  { id: "W1", engine: "postgres", toLimit: 0.8 },
  { id: "R1-FLAT", engine: "sqlite", atMost: 1.5 },
  { id: "READS-UNDER-WRITES", engine: "sqlite", atMost: 3 },
  { id: "READS-UNDER-WRITES-SLOW-DISK", engine: "sqlite", atMost: 3 },
  ...(["sqlite", "postgres"] as const).flatMap((engine): Target[] => [
    { id: "SEARCH", engine, atMost: 50 },
    { id: "L1", engine, atMost: 30, cpuAtMost: 120 },
    { id: "L1-EACH", engine, atMost: 30, cpuAtMost: 120 },
    { id: "L2", engine, atMost: 250 },
    { id: "L3", engine, atMost: 1.2 },
    { id: "LIVE-CONNECTION", engine, atMost: 40 },
    { id: "LIVE-TASK", engine, atMost: 6 },
    { id: "LIVE-LIST", engine, atMost: 6 },
    { id: "START", engine, atMost: 500 },
    { id: "RSS", engine, atMost: 120 },
  ]),
];

/** How a figure stands to its target. */
export interface Verdict {
  /** In words. */
  target: string;
  met: boolean;
  /** A ratio off by more than half: below half of what it should be at least, or above twice what it should be at most. */
  farOff: boolean;
}

/** Judges one figure among all. `undefined` where nothing is demanded, or nothing to compare with was measured. */
export function judge(figure: Figure, all: Figure[]): Verdict | undefined {
  const target = targets.find(({ id, engine }) => id === figure.id && engine === figure.engine);
  if (!target || figure.subject !== "plinth") return undefined;
  const demands = demandsOf(target, figure, all);
  if (demands.length === 0) return undefined;
  return {
    target: demands.map(({ words }) => words).join(", "),
    met: demands.every(({ share }) => share >= 1),
    // Milliseconds say as much of the machine as of us, and kilobytes are what they are.
    farOff: figure.unit !== "ms" && figure.unit !== "kB" && demands.some(({ share, byDisk }) => !byDisk && share < 0.5),
  };
}

/** One part of a target, and how much of it was reached: 1 is just enough. */
interface Demand {
  words: string;
  share: number;
  byDisk?: boolean;
}

function demandsOf(
  { toLimit, byDisk = false, toStock, above, atMost, cpuAtMost }: Target,
  figure: Figure,
  all: Figure[],
): Demand[] {
  const others = all.filter(({ id, engine }) => id === figure.id && engine === figure.engine);
  const named = (name: string) => others.find(({ subject }) => subject === name);
  const limit = atLeast(toLimit, "bare", ratioOf(figure, named("bare")));
  const demands: (Demand | undefined)[] = [
    limit && { ...limit, byDisk },
    atLeast(toStock, "stock", ratioOf(figure, named("stock"))),
    atMost === undefined ? undefined : { words: `≤ ${atMost} ${figure.unit}`, share: atMost / median(figure.values) },
    cpuAtMost === undefined || figure.cpuMicros === undefined
      ? undefined
      : { words: `≤ ${cpuAtMost} µs CPU`, share: cpuAtMost / figure.cpuMicros },
  ];
  const rivals = others.filter(({ subject }) =>
    above === "peers" ? subject !== "plinth" && subject !== "bare" : subject === above,
  );
  const ratios = rivals.map((rival) => ratioOf(figure, rival) ?? Number.POSITIVE_INFINITY);
  if (above && ratios.length > 0)
    demands.push({
      words: above === "peers" ? "ahead of every peer" : "above stock not durable",
      share: Math.min(...ratios),
    });
  // What could not be measured is not held against anyone.
  return demands.filter((demand) => demand !== undefined && !Number.isNaN(demand.share)) as Demand[];
}

function atLeast(least: number | undefined, base: string, ratio: number | undefined): Demand | undefined {
  return least === undefined || ratio === undefined
    ? undefined
    : { words: `≥ ${least}× ${base}`, share: ratio / least };
}
