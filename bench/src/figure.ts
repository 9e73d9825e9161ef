import type { Engine } from "./stages/stage.ts";

/** One figure of one subject, round by round. */
export interface Figure {
  /** `R1` */
  id: string;
  engine: Engine;
  subject: string;
  title: string;
  unit: "req/s" | "jobs/s" | "ms" | "MB" | "kB" | "µs" | "×";
  /** One per round. Rounds line up: the n-th of every subject was measured within the same seconds. */
  values: number[];
  /** What else was seen, for the report. */
  cpuMicros?: number;
  databaseMicros?: number;
  p50Ms?: number;
  p99Ms?: number;
  note?: string;
}

export function median(values: number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How many times as much as another: the median over the rounds of the ratio within each round. */
export function ratioOf(figure: Figure, base: Figure | undefined): number | undefined {
  if (!base) return undefined;
  const ratios = figure.values.map((value, round) => value / (base.values[round] ?? Number.NaN));
  const ratio = median(ratios);
  return Number.isFinite(ratio) ? ratio : undefined;
}
