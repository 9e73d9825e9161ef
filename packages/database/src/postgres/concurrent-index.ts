import { type ClientBase, escapeIdentifier } from "pg";
import { withoutComments } from "../migrations.ts";

const CREATE = /^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?\s+ON\b[^;]*;?\s*$/i;
const DROP = /^DROP\s+INDEX\s+CONCURRENTLY\s+(?:IF\s+EXISTS\s+)?"?(\w+)"?\s*;?\s*$/i;

/**
 * Runs a statement of a migration that says `no-transaction`, so that it can be run again after a kill: a finished index is
 * left as it is, one that a kill left unusable is dropped and built anew.
 */
export async function runConcurrently(client: ClientBase, statement: string): Promise<void> {
  const text = withoutComments(statement);
  const [, created] = CREATE.exec(text) ?? [];
  const [, dropped] = DROP.exec(text) ?? [];
  if (created) {
    const state = await indexState(client, created);
    if (state === "ready") return;
    if (state === "unusable") await client.query(`DROP INDEX CONCURRENTLY ${escapeIdentifier(created)}`);
    await client.query(text);
  } else if (dropped) {
    if ((await indexState(client, dropped)) !== "absent") await client.query(text);
  } else {
    throw new Error(
      "a migration without a transaction may only create and drop indexes CONCURRENTLY, one per statement, by name: move the rest to another",
    );
  }
}

async function indexState(client: ClientBase, name: string): Promise<"absent" | "ready" | "unusable"> {
  const found = await client.query<{ ready: boolean }>(
    `SELECT indisvalid AND indisready AS ready FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE relname = $1 AND relnamespace = quote_ident(current_schema())::regnamespace`,
    [name],
  );
  if (!found.rows[0]) return "absent";
  return found.rows[0].ready ? "ready" : "unusable";
}
