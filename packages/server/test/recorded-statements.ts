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

let failing: RegExp | undefined;

const BROKEN_DISK = "EIO";

/** Has each statement that reads like this fail while `work` runs, on either engine, as on a disk or a connection that is broken. */
export async function failStatements<T>(which: RegExp, work: () => Promise<T>): Promise<T> {
  patchDrivers();
  failing = which;
  try {
    return await work();
  } finally {
    failing = undefined;
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
  const sourceOf: TextOf = (self) => (self as { source: string }).source;
  for (const name of ["all", "get", "run"]) watch(statement, name, sourceOf, failAtOnce);
  const textOf: TextOf = (_, [query]) => (typeof query === "string" ? query : String(Object(query).text));
  watch(driver("pg").Client.prototype, "query", textOf, failLater);
}

const broken = () => Object.assign(new Error("input/output error"), { code: BROKEN_DISK });

function failAtOnce(): never {
  throw broken();
}

function failLater(args: unknown[]): Promise<never> | undefined {
  const tell = args.at(-1);
  if (typeof tell !== "function") return Promise.reject(broken());
  process.nextTick(tell, broken());
  return undefined;
}

type TextOf = (self: unknown, args: unknown[]) => string;

function watch(
  prototype: Record<string, Method>,
  name: string,
  textOf: TextOf,
  fail: (args: unknown[]) => unknown,
): void {
  const original = prototype[name];
  prototype[name] = function (...args) {
    const text = textOf(this, args);
    if (!CONTROL.test(text)) recording?.statements.push(text);
    return failing?.test(text) ? fail(args) : original?.apply(this, args);
  };
}
