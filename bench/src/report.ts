import { writeFileSync } from "node:fs";
import { cpus } from "node:os";

/** One measured number of one subject. */
export interface Figure {
  id: string;
  engine: "sqlite" | "postgres";
  subject: string;
  title: string;
  value: number;
  unit: string;
  cpuMicros?: number;
  p99Ms?: number;
  rssMb?: number;
}

/** What a figure must reach, as a ratio to the limit, to the stock stack, or as an absolute value. */
interface Target {
  id: string;
  engine: "sqlite" | "postgres";
  toLimit?: number;
  toStock?: number;
  atMost?: number;
}

const targets: Target[] = [
  { id: "R1", engine: "sqlite", toLimit: 1.2, toStock: 8 },
  { id: "R2", engine: "sqlite", toLimit: 0.9, toStock: 8 },
  { id: "W1", engine: "sqlite", toLimit: 2.5 },
  { id: "W2", engine: "sqlite", toLimit: 3 },
  { id: "R1", engine: "postgres", toLimit: 0.9 },
  { id: "W1", engine: "postgres", toLimit: 0.8 },
  { id: "START", engine: "sqlite", atMost: 500 },
  { id: "RSS", engine: "sqlite", atMost: 120 },
];

const names: Record<string, string> = {
  R1: "R1, an authenticated list of 20 tasks",
  R2: "R2, a task by its id",
  B1: "B1, ten mixed reads in one batch",
  W1: "W1, a task inserted with its event, durable, 32 connections",
  W2: "W2, the same by 64 writers at once",
  START: "Cold start to the first answer",
  RSS: "Memory after the first answer",
};

/** Writes `bench/results.json` and `bench/results.md`, and prints what missed its target. */
export function report(figures: Figure[], { quick }: { quick: boolean }): void {
  const rows = figures.map((figure) => judge(figure, figures));
  writeFileSync("bench/results.json", `${JSON.stringify(rows, null, 2)}\n`);
  writeFileSync("bench/results.md", markdown(rows, quick));
  for (const row of rows) {
    if (row.met === false) console.log(`below target: ${row.id} on ${row.engine}, ${row.subject}: ${row.target}`);
  }
}

function judge(figure: Figure, figures: Figure[]) {
  const other = (subject: string) =>
    figures.find(({ id, engine, subject: name }) => id === figure.id && engine === figure.engine && name === subject)
      ?.value;
  const ratio = (base: number | undefined) => (base === undefined ? null : Number((figure.value / base).toFixed(3)));
  const [toLimit, toStock] = [ratio(other("bare")), ratio(other("stock"))];
  const target =
    figure.subject === "plinth"
      ? targets.find(({ id, engine }) => id === figure.id && engine === figure.engine)
      : undefined;
  const met =
    target &&
    (target.toLimit === undefined || (toLimit ?? 0) >= target.toLimit) &&
    (target.toStock === undefined || (toStock ?? 0) >= target.toStock) &&
    (target.atMost === undefined || figure.value <= target.atMost);
  return {
    ...figure,
    value: Number(figure.value.toFixed(1)),
    toLimit,
    toStock,
    target: target ? describe(target) : null,
    met: met ?? null,
  };
}

function describe({ toLimit, toStock, atMost }: Target): string {
  const parts = [toLimit && `≥ ${toLimit}× the limit`, toStock && `≥ ${toStock}× stock`, atMost && `≤ ${atMost}`];
  return parts.filter(Boolean).join(", ");
}

function markdown(rows: ReturnType<typeof judge>[], quick: boolean): string {
  const [cpu] = cpus();
  const lines = [
    "# What the benchmark measured",
    "",
    `\`npx pnpm bench${quick ? " --quick" : ""}\`, ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpu?.model.trim()}, ${cpus().length} cores: the server on one, the load on the other.`,
    "Read the ratios, which hold on other machines; the absolute numbers do not.",
    "",
  ];
  for (const [id, engine] of [...new Set(rows.map((row) => `${row.id} ${row.engine}`))].map((key) => key.split(" "))) {
    lines.push(`## ${names[id ?? ""] ?? id} (${engine})`, "");
    lines.push(
      "| subject | value | to the limit | to stock | µs CPU | p99 ms | target | met |",
      "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |",
    );
    for (const row of rows.filter((one) => one.id === id && one.engine === engine)) {
      const cells = [
        row.title,
        `${Math.round(row.value).toLocaleString("en")} ${row.unit}`,
        times(row.toLimit),
        times(row.toStock),
      ];
      cells.push(
        row.cpuMicros?.toFixed(0) ?? "",
        row.p99Ms?.toFixed(1) ?? "",
        row.target ?? "",
        row.met === null ? "" : row.met ? "yes" : "**no**",
      );
      lines.push(`| ${cells.join(" | ")} |`);
    }
    lines.push("");
  }
  return lines.join("\n");
}

function times(ratio: number | null): string {
  return ratio === null ? "" : `${ratio.toFixed(2)}×`;
}
