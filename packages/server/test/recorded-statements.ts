import { createRequire } from "node:module";

// The drivers belong to the database package, so they are found from there.
const driver = createRequire(createRequire(import.meta.url).resolve("@plinth/database"));

interface Recording {
  statements: string[];
}

let recording: Recording | undefined;

// How transactions begin and end is the writer's business: several share one. `select 1` asks whether the connection is there that hears of changes.
const CONTROL = /^\s*((begin|commit|rollback|savepoint|release|pragma)\b|select 1$)/i;

/** The text of each statement that is run while `work` runs, on either engine: what the database is asked, and in which order. */
export async function recordStatements<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }> {
  patchDrivers();
  const own: Recording = { statements: [] };
  recording = own;
  try {
    return { result: await work(), statements: own.statements };
  } finally {
    recording = undefined;
  }
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

let patched = false;

function patchDrivers(): void {
  if (patched) return;
  patched = true;
  const Sqlite = driver("better-sqlite3");
  const memory = new Sqlite(":memory:");
  const statement = Object.getPrototypeOf(memory.prepare("select 1"));
  memory.close();
  // Safe because a statement of better-sqlite3 holds its text as `source`.
  for (const name of ["all", "get", "run"]) watch(statement, name, (self) => (self as { source: string }).source);
  watch(driver("pg").Client.prototype, "query", (_, [query]) => {
    return typeof query === "string" ? query : String(Object(query).text);
  });
}

function watch(prototype: Record<string, Method>, name: string, textOf: (self: unknown, args: unknown[]) => string) {
  const original = prototype[name];
  prototype[name] = function (...args) {
    const text = textOf(this, args);
    if (!CONTROL.test(text)) recording?.statements.push(text);
    return original?.apply(this, args);
  };
}
