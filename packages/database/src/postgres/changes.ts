import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { PgTable } from "drizzle-orm/pg-core";
import pg from "pg";
import { Listeners, MOST_ROWS, type OnChange, type TableChange, tableName } from "../changes.ts";
import { type ColumnNames, columnNames } from "../key-columns.ts";
import { CONNECT_TIMEOUT_MS } from "./connect.ts";

const CHANNEL = "plinth_changes";
// "PLNT" in ASCII, and a two: whoever makes triggers.
const WATCH_LOCK = 0x504c4e54_02;
const HEARTBEAT_MS = 1_500;
const SILENCE_MS = 2_000;
const RECONNECT_MS = [100, 250, 500, 1_000];
// A notification holds at most 8,000 bytes: https://www.postgresql.org/docs/current/sql-notify.html
const MOST_BYTES = 7_900;

/**
 * Tells which rows any client's commits touched. Triggers in the database notify of them at commit; while the connection that listens is
 * lost, everything may have changed.
 */
export class PostgresChanges {
  readonly #listeners = new Listeners();
  readonly #watched = new Map<string, Promise<void>>();
  #listening: Promise<void> | undefined;
  #client: pg.Client | undefined;
  #closed = false;
  #schema = "";
  readonly #heard = new Set<string>();
  readonly #told = new Map<string, number>();
  #lost = 0;

  constructor(readonly options: { url: string; pool: pg.Pool; onLost(error: Error): void }) {}

  /** How often changes of the table were told so far, or that they may have been missed. */
  countOf(table: PgTable): number {
    return (this.#told.get(tableName(table)) ?? 0) + this.#lost;
  }

  /** Whether changes of the table are told: as far as anybody can know, until a connection has been silent for some seconds. */
  hears(table: PgTable): boolean {
    return this.#client !== undefined && this.#heard.has(tableName(table));
  }

  /** Resolves when changes of the table are told. */
  async watch(table: PgTable): Promise<void> {
    this.#listening ??= this.#connect().catch((error) => {
      this.#listening = undefined;
      throw error;
    });
    await this.#listening;
    const name = tableName(table);
    let made = this.#watched.get(name);
    if (!made) {
      made = this.#makeTriggers(name, columnNames(table));
      this.#watched.set(name, made);
      made.catch(() => this.#watched.delete(name));
    }
    await made;
    this.#heard.add(name);
  }

  listen(listener: OnChange): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#listening?.catch(() => {});
    // A server that is gone does not answer its farewell.
    const farewell = this.#client?.end().catch(() => {});
    if (farewell) await Promise.race([farewell, pause(SILENCE_MS, undefined, { ref: false })]);
    this.#client?.connection.stream.destroy();
  }

  async #makeTriggers(table: string, columns: ColumnNames): Promise<void> {
    const client = await this.options.pool.connect();
    try {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock($1)", [WATCH_LOCK]);
      const triggers = triggersOf(table, columns);
      // Making them takes a lock that waits for everybody who writes.
      if (!(await areThere(client, table, triggers))) await client.query(markedBy(table, triggers));
      await client.query("commit");
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: SILENCE_MS,
      keepAlive: true,
    });
    const lose = (error: Error) => {
      if (this.#client !== client || this.#closed) return;
      this.#client = undefined;
      this.#lost += 1;
      // Its end would wait for a server that may be gone.
      client.connection.stream.destroy();
      this.options.onLost(error);
      void this.#reconnect();
    };
    client.on("error", lose);
    client.on("end", () => lose(new Error("the connection that listens for changes has ended")));
    client.on("notification", ({ payload = "" }) => this.#hear(payload));
    try {
      await client.connect();
      const { rows } = await client.query<{ schema: string }>("select current_schema() as schema");
      this.#schema = rows[0]?.schema ?? "";
      await client.query(`listen ${CHANNEL}`);
      if (this.#closed) throw new Error("closed meanwhile");
    } catch (error) {
      client.connection.stream.destroy();
      throw error;
    }
    this.#client = client;
    void this.#keepAsking(client, lose);
  }

  /** A connection that goes nowhere says nothing: only an answer tells that it is alive. */
  async #keepAsking(client: pg.Client, lose: (error: Error) => void): Promise<void> {
    try {
      while (!this.#closed && this.#client === client) {
        await pause(HEARTBEAT_MS, undefined, { ref: false });
        if (!this.#closed && this.#client === client) await client.query("select 1");
      }
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #reconnect(): Promise<void> {
    for (let attempt = 0; !this.#closed; attempt++) {
      const waitMs = RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)] ?? 0;
      await pause(waitMs * (0.5 + Math.random()), undefined, { ref: false });
      try {
        await this.#connect();
        break;
      } catch {
        // The next attempt may find it.
      }
    }
    this.#lost += 1;
    this.#listeners.tell("everything");
  }

  #hear(payload: string): void {
    const change = changeIn(payload, this.#schema);
    if (!change) return;
    this.#told.set(change.table, (this.#told.get(change.table) ?? 0) + 1);
    this.#listeners.tell([change]);
  }
}

/** Any client may speak on the channel: what our triggers would not say is not understood, and tells nothing. */
function changeIn(payload: string, schema: string): TableChange | undefined {
  const said = parsed(payload);
  if (!isObject(said) || said.schema !== schema || typeof said.table !== "string") return undefined;
  const { table, keys } = said;
  const columns = isList(said.columns) ? new Set(said.columns.map(String)) : undefined;
  if (!areKeys(keys)) return { table, columns };
  const named = Object.entries(keys).map(
    ([column, values]) => [column, new Set((values ?? []).filter((value) => value !== null).map(String))] as const,
  );
  return { table, keys: new Map(named), columns };
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** The values of each key column. An aggregate of no rows is null. */
function areKeys(keys: unknown): keys is Record<string, unknown[] | null> {
  return isObject(keys) && Object.values(keys).every((values) => values === null || isList(values));
}

function isList(values: unknown): values is unknown[] {
  return Array.isArray(values) && values.every((value) => value === null || typeof value !== "object");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

async function areThere(client: pg.PoolClient, table: string, triggers: string): Promise<boolean> {
  const { rows } = await client.query<{ same: boolean }>(
    "select obj_description(oid, 'pg_proc') = $2 as same from pg_proc where pronamespace = quote_ident(current_schema())::regnamespace and proname = $1",
    [functionOf(table), markOf(triggers)],
  );
  return rows[0]?.same === true;
}

/** The statements, and a comment on the function they make that tells them from those of another version. */
function markedBy(table: string, triggers: string): string {
  const name = pg.escapeIdentifier(functionOf(table));
  return `${triggers}\ncomment on function ${name}() is ${pg.escapeLiteral(markOf(triggers))};`;
}

const functionOf = (table: string) => `plinth_changed_${table}`;
const markOf = (triggers: string) => createHash("sha256").update(triggers).digest("base64url");

/** One function and four triggers: each statement that touched rows tells their keys at commit, or that they were too many to name. */
function triggersOf(table: string, { keys: columns, primary, all }: ColumnNames): string {
  const name = pg.escapeIdentifier(functionOf(table));
  const target = pg.escapeIdentifier(table);
  const listed = columns.map(pg.escapeIdentifier).join(", ");
  const keys = columns.map(
    (column) => `${pg.escapeLiteral(column)}, jsonb_agg(distinct ${pg.escapeIdentifier(column)})`,
  );
  const some = (rows: string) => `(select ${listed || "1 as one"} from ${rows} limit ${MOST_ROWS + 1})`;
  const count = (rows: string) =>
    `select count(*), jsonb_build_object(${keys.join(", ")}) into many, named from ${rows} as touched;`;
  const differing = all.map(pg.escapeIdentifier).map((column, at) => {
    return `case when bool_or(o.${column} is distinct from n.${column}) then ${pg.escapeLiteral(all[at] ?? "")} end`;
  });
  const same = primary.map(pg.escapeIdentifier).map((column) => `o.${column} = n.${column}`);
  // Rows whose own key changed are no longer found by it: then any column may be another.
  const compare =
    primary.length === 0
      ? ""
      : `if many <= ${MOST_ROWS} then
      select case when count(*) * 2 = many then to_jsonb(array_remove(array[${differing.join(", ")}], null)) end into changed
      from old_rows o join new_rows n on ${same.join(" and ")};
    end if;`;
  const trigger = (event: string, tables: string) =>
    `create or replace trigger "plinth_${event}" after ${event} on ${target} ${tables} for each statement execute function ${name}();`;
  return `
create or replace function ${name}() returns trigger language plpgsql as $plinth$
declare many bigint; named jsonb; changed jsonb; message text;
begin
  if TG_OP = 'INSERT' then ${count(some("new_rows"))}
  elsif TG_OP = 'DELETE' then ${count(some("old_rows"))}
  elsif TG_OP = 'UPDATE' then ${count(`(${some("old_rows")} union all ${some("new_rows")})`)}
    ${compare}
  end if;
  if many = 0 then return null; end if;
  message := jsonb_build_object('schema', TG_TABLE_SCHEMA, 'table', TG_TABLE_NAME, 'keys', named, 'columns', changed);
  if many is null or many > ${MOST_ROWS} or octet_length(message) > ${MOST_BYTES} then
    message := jsonb_build_object('schema', TG_TABLE_SCHEMA, 'table', TG_TABLE_NAME);
  end if;
  perform pg_notify('${CHANNEL}', message);
  return null;
end $plinth$;
${trigger("insert", "referencing new table as new_rows")}
${trigger("update", "referencing old table as old_rows new table as new_rows")}
${trigger("delete", "referencing old table as old_rows")}
${trigger("truncate", "")}`;
}
