import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of a migrations folder. */
export interface Migration {
  /** The file's name without `.sql`, such as `0003_task_labels`. */
  name: string;
  /** SHA-256 of its text in hexadecimal, the same whatever the line endings. */
  hash: string;
  statements: string[];
  /** Tables (`tasks`) and columns (`tasks.estimate`) whose contents it may drop, from lines `-- plinth: allow-data-loss tasks.estimate`. */
  mayLose: string[];
  /** False when the file says `-- plinth: no-transaction`. */
  transactional: boolean;
}

/** A migration that has been applied, as the ledger in the database has it. */
export interface Applied {
  name: string;
  hash: string;
}

/** Migrations must not, or could not, be applied. The message names them and says what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/**
 * Reads a folder of `NNNN_name.sql` files, in order of their numbers.
 *
 * @throws MigrationError when the folder is missing, or files are misnamed or share a number.
 */
export function readMigrations(folder: string): Migration[] {
  const names = sqlFiles(folder).map((file) => file.replace(/\.sql$/, ""));
  const misnamed = names.filter((name) => !/^\d{4,}_[\w-]+$/.test(name));
  if (misnamed.length > 0) {
    throw new MigrationError(
      `${folder} holds files not named like 0001_name.sql: ${list(misnamed)}. Rename or remove them.`,
    );
  }
  const sorted = names.sort((a, b) => numberOf(a) - numberOf(b));
  const twins = sorted.filter((name, at) =>
    [sorted[at - 1], sorted[at + 1]].some((other) => other && numberOf(other) === numberOf(name)),
  );
  if (twins.length > 0) {
    throw new MigrationError(
      `${folder} holds several migrations of one number: ${list(twins)}. Remove the one that is not yet applied anywhere and generate it again.`,
    );
  }
  return sorted.map((name) => parse(name, readFileSync(join(folder, `${name}.sql`), "utf8")));
}

/**
 * The migrations still to be applied, in order.
 *
 * @throws MigrationError when the files and the ledger disagree: a file was edited after it was applied, is missing, or sorts
 * before one that is applied already.
 */
export function pendingMigrations(migrations: Migration[], ledger: Applied[]): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.name, migration]));
  const applied = new Map(ledger.map((entry) => [entry.name, entry]));
  const last = Math.max(-1, ...ledger.map((entry) => numberOf(entry.name)));
  const pending = migrations.filter((migration) => !applied.has(migration.name));

  const missing = ledger.filter((entry) => !files.has(entry.name));
  const edited = ledger.filter((entry) => files.has(entry.name) && files.get(entry.name)?.hash !== entry.hash);
  const late = pending.filter((migration) => numberOf(migration.name) <= last);

  const complaints = [
    missing.length > 0 &&
      `Applied here, but unknown to this version: ${list(missing)}. A newer version has used this database: start that one, or restore a backup from before it.`,
    edited.length > 0 &&
      `Edited after being applied: ${list(edited)}. Put the original text back and write a new migration for the change.`,
    late.length > 0 &&
      `Not applied, yet numbered before ones that are: ${list(late)}. Generate them again, so that they come last.`,
  ].filter((complaint) => complaint !== false);
  if (complaints.length > 0) throw new MigrationError(`${complaints.join("\n")}\nNothing was changed.`);
  return pending;
}

function sqlFiles(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(".sql"));
  } catch (error) {
    throw new MigrationError(`The migrations folder ${folder} cannot be read. Is it part of this installation?`, {
      cause: error,
    });
  }
}

function parse(name: string, source: string): Migration {
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const statements = text.split("--> statement-breakpoint").map((part) => part.trim());
  return {
    name,
    hash: createHash("sha256").update(text).digest("hex"),
    statements: statements.filter((statement) => withoutComments(statement) !== ""),
    mayLose: [...text.matchAll(/^--\s*plinth:\s*allow-data-loss\s+(.+)$/gm)].flatMap(([, names = ""]) =>
      names.split(/[\s,]+/),
    ),
    transactional: !/^--\s*plinth:\s*no-transaction\s*$/m.test(text),
  };
}

/** A statement without the comments before it. */
export function withoutComments(statement: string): string {
  return statement.replace(/^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, "");
}

function numberOf(name: string): number {
  return Number.parseInt(name, 10);
}

function list(items: (string | { name: string })[]): string {
  return items.map((item) => (typeof item === "string" ? item : item.name)).join(", ");
}
