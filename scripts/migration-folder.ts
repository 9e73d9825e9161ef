import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SchemaChanges } from "./schema-changes.ts";

export const ENGINES = ["sqlite", "postgres"] as const;
export type Engine = (typeof ENGINES)[number];

const DIALECTS = { sqlite: "sqlite", postgres: "postgresql" };
const BREAKPOINT = "\n--> statement-breakpoint\n";

/** The names of the migrations of both engines, which must be the same. */
export function migrationNames(out: string): string[] {
  const [sqlite = [], postgres = []] = ENGINES.map((engine) => namesIn(join(out, engine)));
  const single = [
    ...sqlite.filter((name) => !postgres.includes(name)).map((name) => `only in sqlite: ${name}`),
    ...postgres.filter((name) => !sqlite.includes(name)).map((name) => `only in postgres: ${name}`),
  ];
  if (single.length > 0) {
    throw new Error(
      `The migrations of the two engines are out of step (${single.join(", ")}). Remove those and generate them again.`,
    );
  }
  const unsound = sqlite.filter(
    (name, at) =>
      Number.parseInt(name, 10) !== at ||
      !existsSync(snapshotPath(out, "sqlite", at)) ||
      !existsSync(snapshotPath(out, "postgres", at)),
  );
  if (unsound.length > 0) {
    throw new Error(
      `Migrations are numbered 0000, 0001, … and have a snapshot in meta; not so: ${unsound.join(", ")}. Generate them again.`,
    );
  }
  return sqlite;
}

/** Where drizzle-kit keeps the tables as they were at a migration. */
export function snapshotPath(out: string, engine: Engine, number: number): string {
  return join(out, engine, "meta", `${padded(number)}_snapshot.json`);
}

/** Adds one migration with its snapshot, in the form that drizzle-kit's own commands read. */
export function writeMigration(out: string, engine: Engine, tag: string, changes: SchemaChanges, empty: string): void {
  const journalPath = join(out, engine, "meta", "_journal.json");
  const journal: { entries: object[] } = existsSync(journalPath)
    ? JSON.parse(readFileSync(journalPath, "utf8"))
    : { version: "7", dialect: DIALECTS[engine], entries: [] };
  const number = Number.parseInt(tag, 10);
  const { version } = changes.snapshot;
  journal.entries.push({ idx: number, version, when: Date.now(), tag, breakpoints: true });

  mkdirSync(join(out, engine, "meta"), { recursive: true });
  const statements = (changes.statements ?? []).map((statement) => statement.trim());
  writeFileSync(join(out, engine, `${tag}.sql`), `${statements.join(BREAKPOINT) || empty}\n`);
  writeFileSync(snapshotPath(out, engine, number), `${JSON.stringify(changes.snapshot, null, 2)}\n`);
  writeFileSync(journalPath, `${JSON.stringify(journal, null, 2)}\n`);
}

/** Refuses what the two engines would do when the questions of what was renamed were answered one way for one and otherwise for the other. */
export function assertSameRenames(sqlite: string[], postgres: string[]): void {
  const [ours, theirs] = [renames(sqlite), renames(postgres)];
  if (ours.join("; ") === theirs.join("; ")) return;
  throw new Error(
    `The renames differ (sqlite: ${ours.join("; ") || "none"}; postgres: ${theirs.join("; ") || "none"}). ` +
      "Give the same answers for both. Nothing was written.",
  );
}

function renames(statements: string[]): string[] {
  return statements
    .map((statement) => statement.replace(/["`;]/g, "").trim())
    .filter((statement) => /^ALTER TABLE (?!__new_)\w+ RENAME (COLUMN|TO) /.test(statement))
    .sort();
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  return files.map((file) => file.replace(/\.sql$/, "")).sort();
}

function padded(number: number): string {
  return String(number).padStart(4, "0");
}
