import pg from "pg";
import { rowsOf, snakeCase } from "./rows.ts";
import { idOf, PEOPLE, type Size, tokenOf } from "./sample.ts";

/** Fills a migrated, empty database, and lets the planner know what is in it. */
export async function fillPostgres(url: string, size: Size): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off");
    for (const { table, rows } of rowsOf(size)) {
      const columns = Object.keys(rows[0] ?? {})
        .map(snakeCase)
        .join(", ");
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows.map(named))],
      );
    }
    await addLuciaSessions(client);
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  } finally {
    await client.end();
  }
}

/** Sessions as Lucia's own adapter keeps them: the token itself as the key. */
async function addLuciaSessions(client: pg.Client): Promise<void> {
  await client.query(
    "create table lucia_sessions (id text primary key, user_id uuid not null references users, expires_at timestamptz not null)",
  );
  const people = Array.from({ length: PEOPLE }, (_, n) => n);
  await client.query(
    "insert into lucia_sessions select id, user_id, now() + interval '29 days' from unnest($1::text[], $2::uuid[]) as s (id, user_id)",
    [people.map(tokenOf), people.map((n) => idOf("user", n))],
  );
}

function named(row: object): object {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [snakeCase(key), value]));
}
