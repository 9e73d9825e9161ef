// Remult's REST API on Express, with better-sqlite3.
import Database from "better-sqlite3";
import express from "express";
import { repo, SqlDatabase } from "remult";
import { BetterSqlite3DataProvider } from "remult/remult-better-sqlite3";
import { remultApi } from "remult/remult-express";
import { entities, Session, User } from "./entities.mjs";
import { Tasks } from "./tasks.mjs";

const db = new Database(process.env.BENCH_DATABASE);
db.pragma("journal_mode = WAL");
db.pragma(`synchronous = ${process.env.BENCH_SYNC}`);

const api = remultApi({
  entities,
  controllers: [Tasks],
  dataProvider: new SqlDatabase(new BetterSqlite3DataProvider(db)),
  // The file has its tables.
  ensureSchema: false,
  logApiEndPoints: false,
  getUser: async (request) => {
    const token = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
    const session = token && (await repo(Session).findId(token));
    if (!session || session.expiresAt * 1_000 < Date.now()) return undefined;
    const user = await repo(User).findId(session.userId);
    return user && { id: user.id, name: user.name };
  },
});

express().use(api).listen(Number(process.env.PORT), "127.0.0.1");
