import Sqlite from "better-sqlite3";
import { rowsOf, snakeCase } from "./rows.ts";
import { idOf, PEOPLE, type Size, tokenOf } from "./sample.ts";

/** Fills a migrated, empty file. Much faster than through a query builder, which matters for a million rows. */
export function fillSqlite(file: string, size: Size): void {
  const db = new Sqlite(file);
  db.pragma("synchronous = OFF");
  db.pragma("cache_size = -262144");
  for (const { table, rows } of rowsOf(size)) {
    const columns = Object.keys(rows[0] ?? {});
    const names = columns.map(snakeCase).join(", ");
    const insert = db.prepare(`insert into ${table} (${names}) values (${columns.map(() => "?").join(", ")})`);
    db.transaction(() => {
      for (const row of rows) insert.run(Object.values(row).map(encoded));
    })();
  }
  addLuciaSessions(db);
  db.pragma("synchronous = FULL");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}

/** Sessions as Lucia's own adapter keeps them: the token itself as the key, the expiry in seconds. */
function addLuciaSessions(db: Sqlite.Database): void {
  db.exec(
    "create table lucia_sessions (id text primary key not null, user_id text not null, expires_at integer not null)",
  );
  const insert = db.prepare("insert into lucia_sessions values (?, ?, ?)");
  const expiresAt = Math.floor(Date.now() / 1_000) + 29 * 86_400;
  db.transaction(() => {
    for (let n = 0; n < PEOPLE; n++) insert.run(tokenOf(n), idOf("user", n), expiresAt);
  })();
}

function encoded(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}
