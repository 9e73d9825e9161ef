/** What went wrong in the database, in words that are the same on both engines. */
export type DatabaseErrorKind =
  | "unique"
  | "foreign_key"
  | "not_null"
  | "check"
  | "value"
  | "too_many_values"
  | "serialization"
  | "timeout"
  | "busy"
  | "full"
  | "read_only"
  | "unavailable";

/** The error and everything that caused it, outermost first. */
export function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && chain.length < 10; next = next.cause) chain.push(next);
  return chain;
}

const KINDS: Record<string, DatabaseErrorKind> = {
  SQLITE_CONSTRAINT_UNIQUE: "unique",
  SQLITE_CONSTRAINT_PRIMARYKEY: "unique",
  SQLITE_CONSTRAINT_ROWID: "unique",
  SQLITE_CONSTRAINT_FOREIGNKEY: "foreign_key",
  SQLITE_CONSTRAINT_NOTNULL: "not_null",
  SQLITE_CONSTRAINT_CHECK: "check",
  SQLITE_CONSTRAINT_DATATYPE: "value",
  SQLITE_MISMATCH: "value",
  SQLITE_TOOBIG: "value",
  SQLITE_BUSY: "busy",
  SQLITE_BUSY_SNAPSHOT: "busy",
  SQLITE_LOCKED: "busy",
  SQLITE_FULL: "full",
  SQLITE_READONLY: "read_only",
  EIO: "unavailable",
  ENOSPC: "full",
  "23505": "unique",
  "23503": "foreign_key",
  "23502": "not_null",
  "23514": "check",
  "25006": "read_only",
  "40001": "serialization",
  "40P01": "serialization",
  "53100": "full",
  // A key too long for its index.
  "54000": "value",
  "55P03": "busy",
  "57014": "timeout",
  "25P03": "timeout",
  ECONNREFUSED: "unavailable",
  ECONNRESET: "unavailable",
  ENOTFOUND: "unavailable",
  EPIPE: "unavailable",
};

// Postgres: connection exceptions, operator intervention, insufficient resources, system errors; data exceptions.
const CLASSES: Record<string, DatabaseErrorKind> = {
  "08": "unavailable",
  "57": "unavailable",
  "53": "unavailable",
  "58": "unavailable",
  "22": "value",
  "54": "too_many_values",
};

/** Names a database error's kind, or `undefined` when it is not one. Looks through wrapped errors. */
export function databaseErrorKind(error: unknown): DatabaseErrorKind | undefined {
  for (const cause of causes(error)) {
    const kind = kindOf(cause);
    if (kind) return kind;
  }
  return undefined;
}

function kindOf(error: Error): DatabaseErrorKind | undefined {
  if (error.name === "ValueError") return "value";
  if (error.name === "UnitAbortedError") return "timeout";
  if (/too many SQL variables|maximum depth|stack depth limit/.test(error.message)) return "too_many_values";
  if (
    /Connection terminated|timeout exceeded when trying to connect|timeout expired|read timeout|not queryable/.test(
      error.message,
    )
  )
    return "unavailable";
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (!code) return undefined;
  if (KINDS[code]) return KINDS[code];
  if (code.startsWith("SQLITE_IOERR") || code === "SQLITE_CORRUPT" || code === "SQLITE_CANTOPEN") return "unavailable";
  return /^[0-9A-Z]{5}$/.test(code) ? CLASSES[code.slice(0, 2)] : undefined;
}

/** No row where exactly one was promised: it was changed or removed since it was found. */
export class StaleRowError extends Error {
  override name = "StaleRowError";
}

/** The one row a statement returns. @throws StaleRowError when there is none. */
export async function one<T>(rows: PromiseLike<T[]>): Promise<T> {
  const [row] = await rows;
  if (row === undefined) throw new StaleRowError("the row was changed or removed meanwhile");
  return row;
}

/** The first row, or `undefined`. */
export async function first<T>(rows: PromiseLike<T[]>): Promise<T | undefined> {
  const [row] = await rows;
  return row;
}
