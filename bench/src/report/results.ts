import { type Figure, median, ratioOf } from "../figure.ts";
import { judge, type Verdict } from "../targets.ts";

/** One line of `results.json`: one figure of one subject. */
export interface Result {
  id: string;
  engine: Figure["engine"];
  subject: string;
  title: string;
  /** The median over the rounds. */
  value: number | null;
  unit: Figure["unit"];
  /** Times the value of the hand-written server on the same engine: the median of the ratios within each round. */
  toLimit: number | null;
  /** The same to the stock stack. */
  toStock: number | null;
  /** In words; `null` where nothing is demanded. */
  target: string | null;
  met: boolean | null;
  cpuMicros?: number;
  databaseMicros?: number;
  p50Ms?: number;
  p99Ms?: number;
  note?: string;
  /** When, and by which command. */
  measured: string;
}

/** Puts every figure beside the limit, the stock stack and its target. */
export function resultsOf(
  figures: Figure[],
  measured: string,
): { results: Result[]; verdicts: (Verdict & { figure: Figure })[] } {
  const verdicts: (Verdict & { figure: Figure })[] = [];
  const results = figures.map((figure): Result => {
    const { values, cpuMicros, databaseMicros, p50Ms, p99Ms, note } = figure;
    const verdict = judge(figure, figures);
    if (verdict) verdicts.push({ ...verdict, figure });
    const to = (name: string) => {
      const base = figures.find(
        ({ id, engine, subject }) => id === figure.id && engine === figure.engine && subject === name,
      );
      // What is a ratio already, such as a p99 to another, is not compared again.
      return figure.unit === "×" ? null : rounded(ratioOf(figure, base), 3);
    };
    const seen = { cpuMicros, databaseMicros, p50Ms, p99Ms };
    return {
      id: figure.id,
      engine: figure.engine,
      subject: figure.subject,
      title: figure.title,
      value: rounded(median(values), 3),
      unit: figure.unit,
      toLimit: to("bare"),
      toStock: to("stock"),
      target: verdict?.target ?? null,
      met: verdict?.met ?? null,
      ...Object.fromEntries(
        Object.entries(seen).flatMap(([key, value]) => (value === undefined ? [] : [[key, rounded(value, 2)]])),
      ),
      ...(note && { note }),
      measured,
    };
  });
  return { results, verdicts };
}

/** `null` stands for what could not be measured. */
function rounded(value: number | undefined, digits: number): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(digits));
}
