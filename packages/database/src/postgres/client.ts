import { NodePgDatabase } from "drizzle-orm/node-postgres";
import { NodePgSession } from "drizzle-orm/node-postgres/session";
import { PgDialect } from "drizzle-orm/pg-core/dialect";
import type pg from "pg";
import { type Guard, handle, type Tracking, type Write } from "../handles.ts";
import { filledIn, type OnRead } from "../reads/read-set.ts";
import { readsOfQuery, traceable } from "../reads/traceable.ts";
import type { NotingClient } from "./noting-client.ts";

const dialect = traceable(new PgDialect());

// Postgres takes 65,535; SQLite's bound holds for both, so that a query too large for one is too large for the other.
const MAX_PARAMETERS = 32_766;

/** A drizzle database over a pool, or over one client inside a transaction whose guard may refuse each statement. */
export function postgresHandle(client: Queryable, guard?: Guard, tracking?: Tracking): Write {
  const watched = { query: (...args: unknown[]) => query(client, guard, args) };
  // Safe because drizzle's session only ever calls `query` on the client it is given.
  const session = new Session(watched as pg.PoolClient, dialect, undefined);
  session.onRead = tracking?.onRead;
  const db = new NodePgDatabase(dialect, session, undefined);
  return handle(db, {
    connection: client,
    unguarded: () => postgresHandle(client),
    tracked: (more) => postgresHandle(client, guard, more),
    ...{ guard, tracking },
  });
}

async function query(client: Queryable, guard: Guard | undefined, args: unknown[]): Promise<unknown> {
  guard?.before();
  try {
    const [, parameters] = args;
    if (Array.isArray(parameters) && parameters.length > MAX_PARAMETERS) {
      throw new RangeError(`too many SQL variables: ${parameters.length}, at most ${MAX_PARAMETERS}`);
    }
    return await Reflect.apply(client.query, client, args);
  } catch (error) {
    guard?.failed(error);
    throw error;
  }
}

/** A pool, or one connection of it. */
type Queryable = pg.Pool | pg.PoolClient | NotingClient;

type PrepareQuery = NodePgSession<Record<string, never>, Record<string, never>>["prepareQuery"];

/** Drizzle's session, except that errors come out as they are. Drizzle wraps them in one whose message holds the parameters. */
class Session extends NodePgSession<Record<string, never>, Record<string, never>> {
  /** Told what each statement reads that is not declared. */
  onRead: OnRead | undefined;

  override prepareQuery: PrepareQuery = (...args) => {
    this.onRead?.(filledIn(readsOfQuery(args[0]), {}));
    const prepared = super.prepareQuery(...args);
    const queryWithCache = (_text: string, _parameters: unknown[], run: () => Promise<unknown>) => run();
    // Safe because there is no cache: this method then only runs the query inside the wrapping.
    return Object.assign(prepared, { queryWithCache }) as never;
  };
}
