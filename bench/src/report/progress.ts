import { type Figure, median } from "../figure.ts";

/** Tells whoever waits what was just done. */
export function progress(news: string | Figure): void {
  console.log(typeof news === "string" ? news : lineOf(news));
}

function lineOf({ id, engine, subject, unit, values, cpuMicros, note }: Figure): string {
  const value = median(values);
  const shown = [
    id.padEnd(10),
    engine.padEnd(8),
    subject.padEnd(14),
    `${value.toFixed(unit === "×" ? 2 : 0)} ${unit}`.padStart(12),
    cpuMicros && `${cpuMicros.toFixed(1)} µs`,
    note,
  ];
  return shown.filter(Boolean).join("  ");
}
