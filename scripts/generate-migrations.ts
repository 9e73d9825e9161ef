// pnpm db:generate <name>             writes a migration for what changed in the tables, for both engines
// pnpm db:generate <name> --custom    writes one for SQL of your own
// pnpm db:generate --check            fails when the tables have changes without a migration; writes nothing
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  assertSameRenames,
  ENGINES,
  type Engine,
  migrationNames,
  snapshotPath,
  writeMigration,
} from "./migration-folder.ts";
import type { SchemaChanges } from "./schema-changes.ts";

const DATABASE_URLS = { sqlite: "", postgres: "postgres://" };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: "boolean", default: false },
    custom: { type: "boolean", default: false },
    schema: { type: "string", default: "packages/server/src/tables.ts" },
    out: { type: "string", default: "drizzle" },
  },
});

try {
  const names = migrationNames(options.out);
  if (options.check) await check(names.length);
  else await generate(names.length, positionals[0] ?? "");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function check(count: number): Promise<void> {
  const both = await Promise.all(ENGINES.map((engine) => changesOf(engine, count, "ignore")));
  const stale = ENGINES.filter((_, at) => both[at]?.statements?.length !== 0);
  if (stale.length === 0) return;
  const detail = both.flatMap(({ statements }) => statements ?? ["-- Something was renamed, or dropped and added."]);
  throw new Error(
    `The tables have changes without a migration (${stale.join(" and ")}). Run: pnpm db:generate <name>\n\n${detail.join("\n")}`,
  );
}

async function generate(number: number, name: string): Promise<void> {
  if (!/^[a-z0-9_]+$/.test(name))
    throw new Error("Name the migration in lower case, like: pnpm db:generate task_labels");
  const tag = `${String(number).padStart(4, "0")}_${name}`;
  const both: [Engine, SchemaChanges][] = [];
  // One after the other, because each may ask what was renamed; written only when both are known, so as to stay in step.
  for (const engine of ENGINES) both.push([engine, await changesOf(engine, number, "inherit")]);
  if (both.some(([, { statements }]) => statements === undefined)) {
    throw new Error("Something was renamed, or dropped and added. Run this in a terminal, where it can ask which.");
  }
  if (!options.custom && both.every(([, { statements }]) => statements?.length === 0)) {
    console.log("The tables have not changed since the newest migration.");
    return;
  }
  const [sqlite = [], postgres = []] = both.map(([, { statements }]) => statements);
  assertSameRenames(sqlite, postgres);
  const empty = options.custom
    ? "-- Your SQL here. Put a line with `--> statement-breakpoint` between statements."
    : "-- Nothing changes on this engine.";
  for (const [engine, changes] of both) {
    writeMigration(options.out, engine, tag, changes, empty);
    console.log(`Wrote ${join(options.out, engine, `${tag}.sql`)}`);
  }
}

async function changesOf(engine: Engine, count: number, stdin: "inherit" | "ignore"): Promise<SchemaChanges> {
  const directory = mkdtempSync(join(tmpdir(), "plinth-generate-"));
  try {
    const result = join(directory, "changes.json");
    const newest = count === 0 ? "" : snapshotPath(options.out, engine, count - 1);
    const script = join(import.meta.dirname, "schema-changes.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script, options.schema, newest, result], {
      stdio: [stdin, "inherit", "inherit"],
      env: { ...process.env, DATABASE_URL: DATABASE_URLS[engine] },
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0)
      throw new Error(`The tables in ${options.schema} could not be read for ${engine}. Nothing was written.`);
    return JSON.parse(readFileSync(result, "utf8"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
