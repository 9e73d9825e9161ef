import { randomUUID } from "node:crypto";
import type { ClientBase } from "pg";
import { BootError } from "../boot-error.ts";

// "PLNT" in ASCII, and a one so as not to wait for whoever migrates.
const INSTANCE_LOCK = 0x504c4e54_01;

/**
 * Makes sure that the schema this connection works in is ours or empty, and in the latter case writes the instance row.
 * Processes that start together agree on one.
 *
 * @throws BootError `NOT_OUR_DATABASE`.
 */
export async function openOrCreatePostgresInstance(client: ClientBase): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [INSTANCE_LOCK]);
    await findOrCreate(client);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function findOrCreate(client: ClientBase): Promise<void> {
  const found = await client.query<{ schema: string | null; database: string; instance: string | null }>(
    "SELECT current_schema() AS schema, current_database() AS database, to_regclass(quote_ident(current_schema()) || '.plinth_instance') AS instance",
  );
  const { schema = null, database = "", instance = null } = found.rows[0] ?? {};
  if (schema === null)
    throw refusal(`Database ${database} has none of the schemas of its search_path. Create the schema first.`);
  if (instance === null) return create(client, `schema ${schema} of database ${database}`);
  const rows = await client.query("SELECT id FROM plinth_instance");
  if (rows.rowCount === 1) return;
  throw refusal(
    `Schema ${schema} of database ${database} has Plinth's tables but not its instance row: it was changed by hand. Restore a backup.`,
  );
}

async function create(client: ClientBase, place: string): Promise<void> {
  const strangers = await strangeTables(client);
  if (strangers.length > 0) {
    const some = strangers.slice(0, 3).join(", ") + (strangers.length > 3 ? ", …" : "");
    throw refusal(
      `There are tables in ${place} that Plinth did not make (${some}). Name an empty database in DATABASE_URL; this one was left as it is.`,
    );
  }
  await client.query(
    "CREATE TABLE plinth_instance (id uuid PRIMARY KEY, created_at timestamptz(3) NOT NULL DEFAULT now())",
  );
  await client.query("INSERT INTO plinth_instance (id) VALUES ($1)", [randomUUID()]);
}

// Hosted servers put the views of their extensions into every database.
async function strangeTables(client: ClientBase): Promise<string[]> {
  const found = await client.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = quote_ident(current_schema())::regnamespace AND relkind IN ('r', 'p', 'f', 'm', 'v')
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
    ORDER BY relname`);
  return found.rows.map((row) => row.name);
}

function refusal(message: string): BootError {
  return new BootError("NOT_OUR_DATABASE", message);
}
