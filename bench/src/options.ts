import { parseArgs } from "node:util";
import { figureNames } from "./report/page.ts";
import type { Engine } from "./stages/stage.ts";
import { subjects } from "./subjects/subjects.ts";

const HELP = `npx pnpm bench [options]

Measures Plinth beside what people use, and writes bench/results.md and bench/results.json.

  --quick             under two minutes: fewer tasks, subjects and rounds
  --only R1,W1        these figures alone, what is known of the others is kept: ${Object.keys(figureNames).join(", ")}
  --engine sqlite     one engine alone: sqlite or postgres
  --subjects a,b      these subjects alone: ${subjects.map(({ name }) => name).join(", ")}
  --help              this text

Ends with code 1 when a ratio is off its target by more than half.`;

/** What this run is asked to do. */
export interface Options {
  quick: boolean;
  engines: Engine[];
  /** Whether this figure is asked for; left out, those that the run has time for. */
  wants(id: string, engine: Engine): boolean;
  /** Whether this subject is asked for; left out, those that the run has time for. */
  includes(subject: string, engine: Engine): boolean;
  /** As it was typed, for the report. */
  command: string;
  /** Whether it measures a part, and what was measured before of the rest still stands. */
  partial: boolean;
}

// The others would not fit into two minutes.
const QUICK_SUBJECTS: Record<Engine, string[]> = {
  sqlite: ["plinth", "bare", "stock", "stock-unsynced"],
  postgres: ["plinth", "bare"],
};
const QUICK_FIGURES: Record<Engine, string[]> = {
  sqlite: [...["R1", "R2", "W1", "W2", "READS-UNDER-WRITES-SLOW-DISK", "L1"], ...["START", "RSS", "RSS-LOAD"]],
  postgres: ["R1"],
};

/** Reads the command line. Ends the process after `--help`, and on something it does not know. */
export function readOptions(args = process.argv.slice(2)): Options {
  try {
    return parse(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit(64);
  }
}

function parse(args: string[]): Options {
  const { values } = parseArgs({
    // Some runners of scripts pass on the one that was only for them.
    args: args.filter((arg) => arg !== "--"),
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      engine: { type: "string" },
      subjects: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const only = listOf("only", values.only, Object.keys(figureNames));
  const engines = listOf("engine", values.engine, ["sqlite", "postgres"]) as Engine[] | undefined;
  const chosen = listOf(
    "subjects",
    values.subjects,
    subjects.map(({ name }) => name),
  );
  return {
    quick: values.quick,
    engines: engines ?? ["sqlite", "postgres"],
    wants: (id, engine) => (only ?? (values.quick ? QUICK_FIGURES[engine] : [id])).includes(id),
    includes: (subject, engine) => (chosen ?? (values.quick ? QUICK_SUBJECTS[engine] : [subject])).includes(subject),
    command: ["npx pnpm bench", ...args].join(" "),
    partial: !values.quick && (only ?? engines) !== undefined,
  };
}

function listOf(option: string, given: string | undefined, known: string[]): string[] | undefined {
  const names = given?.split(",").map((name) => name.trim());
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--${option}: "${unknown}" is none of ${known.join(", ")}`);
  return names;
}
