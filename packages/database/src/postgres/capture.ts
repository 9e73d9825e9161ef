import type { Column } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import pg from "pg";
import { tableName } from "../changes.ts";
import type { RowCapture } from "../dry-run/dry-run.ts";
import type { OnRow, ReadValue, StoredRow } from "../dry-run/row-changes.ts";
import { footingOf, type Write } from "../handles.ts";
import type { NotingClient } from "./noting-client.ts";

const SETTING = "plinth.dry_run";
const NAME = "plinth_dry_run";
// "PLNT" in ASCII, and a three: whoever makes triggers for dry runs.
const MAKE_LOCK = 0x504c4e54_03;

// Sent as messages, rows reach this process at once, and no trace of them is left in the database. INFO is always sent, and by itself
// never logged: https://www.postgresql.org/docs/current/runtime-config-logging.html
const BODY = `
declare was jsonb; becomes jsonb;
begin
  select jsonb_object_agg(key, value) into was from jsonb_each_text(to_jsonb(old));
  select jsonb_object_agg(key, value) into becomes from jsonb_each_text(to_jsonb(new));
  raise info '%', jsonb_build_object('${NAME}', TG_TABLE_NAME, 'was', was, 'becomes', becomes);
  return null;
end `;

/**
 * Sees changed rows by triggers that only a dry run lets fire. They are made when the first one is asked for, and stay: who writes pays for
 * one look at a setting per row.
 */
export class PostgresCapture implements RowCapture {
  #made: Promise<void> | undefined;

  constructor(
    readonly pool: pg.Pool,
    readonly tables: readonly PgTable[],
  ) {}

  readonly readValue: ReadValue = readText;

  prepare(): Promise<void> {
    this.#made ??= this.#make().catch((error) => {
      this.#made = undefined;
      throw error;
    });
    return this.#made;
  }

  async during<T>({ db }: { db: Write }, onRow: OnRow, run: () => Promise<T>): Promise<T> {
    // Safe because a unit's handle stands on the one connection of its transaction.
    const { client } = footingOf(db).connection as NotingClient;
    const hear = ({ message = "" }) => {
      const said = messageIn(message);
      if (said) onRow(said[NAME], said.was ?? undefined, said.becomes ?? undefined);
    };
    client.on("notice", hear);
    try {
      await client.query(`select set_config('${SETTING}', 'on', true)`);
      return await run();
    } finally {
      client.off("notice", hear);
    }
  }

  async #make(): Promise<void> {
    const client = await this.pool.connect();
    const locked = async (statement: string) => {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock($1)", [MAKE_LOCK]);
      await client.query(statement);
      await client.query("commit");
    };
    try {
      if (!(await isThere(client))) {
        await locked(
          `create or replace function ${NAME}() returns trigger language plpgsql as $plinth$${BODY}$plinth$`,
        );
      }
      // One at a time: making one waits for everybody who writes in its table, and they for it.
      for (const table of await withoutTrigger(client, this.tables.map(tableName))) {
        await locked(
          `create or replace trigger ${NAME} after insert or update or delete on ${pg.escapeIdentifier(table)}
           for each row when (current_setting('${SETTING}', true) = 'on') execute function ${NAME}()`,
        );
      }
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

async function isThere(client: pg.PoolClient): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from pg_proc where pronamespace = quote_ident(current_schema())::regnamespace and proname = $1 and prosrc = $2",
    [NAME, BODY],
  );
  return rowCount === 1;
}

async function withoutTrigger(client: pg.PoolClient, tables: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class c where relnamespace = quote_ident(current_schema())::regnamespace and relkind = 'r'
     and relname = any($1) and not exists (select from pg_trigger where tgrelid = c.oid and tgname = $2) order by relname`,
    [tables, NAME],
  );
  return rows.map(({ name }) => name);
}

interface Message {
  [NAME]: string;
  was: StoredRow | null;
  becomes: StoredRow | null;
}

function messageIn(text: string): Message | undefined {
  // Safe because only the function above says what begins so.
  return text.startsWith("{") && text.includes(`"${NAME}"`) ? (JSON.parse(text) as Message) : undefined;
}

/** Reads a value from its text, as the trigger tells it. */
function readText(column: Column, stored: unknown): unknown {
  const text = String(stored);
  const type = column.getSQLType();
  if (type === "boolean") return text === "true";
  if (type === "jsonb") return JSON.parse(text);
  if (type.startsWith("timestamp")) return new Date(text);
  return column.mapFromDriverValue(type === "bytea" ? Buffer.from(text.slice(2), "hex") : text);
}
