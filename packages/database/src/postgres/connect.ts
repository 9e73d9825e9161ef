import pg from "pg";
import { BootError } from "../boot-error.ts";
import { databaseErrorKind } from "../errors.ts";

export const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Connects to a server for the first time, outside of any pool.
 *
 * @throws BootError `DATABASE_UNREACHABLE` or `DATABASE_REFUSES`. It names the server, and never the password.
 */
export async function connectPostgres(url: string): Promise<pg.Client> {
  const client = clientFor(url);
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw explain(error, `${client.host}:${client.port}`);
  }
}

function clientFor(url: string): pg.Client {
  try {
    return new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  } catch (cause) {
    const words = `DATABASE_URL cannot be used: ${reasonOf(cause)}. It looks like postgres://user:password@host:5432/database.`;
    throw new BootError("DATABASE_REFUSES", words, { cause });
  }
}

function explain(cause: unknown, place: string): BootError {
  // What the server itself says names the user or the database that it does not accept.
  const answered = cause instanceof pg.DatabaseError || databaseErrorKind(cause) !== "unavailable";
  const words = answered
    ? `The database at ${place} cannot be opened: ${reasonOf(cause)}. DATABASE_URL names the database to use.`
    : `No database answers at ${place} (${codeOf(cause) ?? reasonOf(cause)}). Start it, or name another one in DATABASE_URL.`;
  return new BootError(answered ? "DATABASE_REFUSES" : "DATABASE_UNREACHABLE", words, { cause });
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, "");
}
