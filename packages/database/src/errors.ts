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

// Codes of both engines and of Node's sockets and files. A code that is not listed belongs to its family, if that is: the SQLite code
// without its extension (https://www.sqlite.org/rescode.html), the first two characters of a Postgres one
// (https://www.postgresql.org/docs/current/errcodes-appendix.html). What has no kind is a fault of ours.
const CODES: Record<DatabaseErrorKind, string[]> = {
  unique: [
    ...["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID"],
    ...["23505", "23P01"],
  ],
  foreign_key: ["SQLITE_CONSTRAINT_FOREIGNKEY", "23503", "23001"],
  not_null: ["SQLITE_CONSTRAINT_NOTNULL", "23502"],
  check: ["SQLITE_CONSTRAINT", "23", "44"],
  // 54000 is a key too long for its index.
  value: ["SQLITE_CONSTRAINT_DATATYPE", "SQLITE_MISMATCH", "SQLITE_TOOBIG", "22", "54000"],
  too_many_values: ["54"],
  serialization: ["40", "72"],
  timeout: ["SQLITE_INTERRUPT", "57014", "25P03", "25P04"],
  busy: ["SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "55006"],
  full: ["SQLITE_FULL", "53100", "ENOSPC", "EDQUOT", "EFBIG"],
  read_only: ["SQLITE_READONLY", "25006", "EROFS"],
  unavailable: [
    ...["SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_CANTOPEN", "SQLITE_NOTADB", "SQLITE_PROTOCOL", "SQLITE_NOMEM"],
    // Connection, authorization, no such database, resources, operator intervention, system error, damaged data.
    ...["08", "28", "3D", "53", "57", "58", "XX001", "XX002"],
    ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"],
    ...["EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN", "EIO", "EMFILE", "ENFILE"],
  ],
};

const kinds = new Map(
  Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code) => [code, kind as DatabaseErrorKind] as const)),
);

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
  // An SQLite table says so with a code of its own when the reference is `on delete restrict`.
  if (error.message === "FOREIGN KEY constraint failed") return "foreign_key";
  if (
    /Connection terminated|timeout exceeded when trying to connect|timeout expired|read timeout|not queryable/.test(
      error.message,
    )
  )
    return "unavailable";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return kinds.get(code) ?? kinds.get(familyOf(code));
}

function familyOf(code: string): string {
  if (/^[0-9A-Z]{5}$/.test(code)) return code.slice(0, 2);
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? "";
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
