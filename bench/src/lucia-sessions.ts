import Sqlite from "better-sqlite3";
import { tokenOf } from "./data.ts";

/** Adds sessions as Lucia's own adapter keeps them: the token itself as the key, the expiry in seconds. */
export function prepareForLucia(file: string): void {
  const db = new Sqlite(file);
  db.exec(
    "create table lucia_sessions (id text primary key not null, user_id text not null, expires_at integer not null)",
  );
  const people = db.prepare("select id from users order by id").pluck().all();
  const insert = db.prepare("insert into lucia_sessions values (?, ?, ?)");
  const expiresAt = Math.floor(Date.now() / 1_000) + 29 * 86_400;
  db.transaction(() => people.forEach((userId, n) => void insert.run(tokenOf(n), userId, expiresAt)))();
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}
