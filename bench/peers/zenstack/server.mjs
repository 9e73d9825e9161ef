// ZenStack's RPC service on Hono, its access policies in force.
import { serve } from "@hono/node-server";
import { ZenStackClient } from "@zenstackhq/orm";
import { SqliteDialect } from "@zenstackhq/orm/dialects/sqlite";
import { PolicyPlugin } from "@zenstackhq/plugin-policy";
import { RPCApiHandler } from "@zenstackhq/server/api";
import { createHonoHandler } from "@zenstackhq/server/hono";
import Database from "better-sqlite3";
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { schema } from "./schema.mjs";
import { createTask } from "./tasks.mjs";

const database = new Database(process.env.BENCH_DATABASE);
database.pragma("journal_mode = WAL");
database.pragma(`synchronous = ${process.env.BENCH_SYNC}`);

const db = new ZenStackClient(schema, { dialect: new SqliteDialect({ database }), procedures: { createTask } });
const guarded = db.$use(new PolicyPlugin());

async function userOf(c) {
  const session = await db.session.findUnique({
    where: { id: getCookie(c, "session") ?? "" },
    include: { user: true },
  });
  return session && session.expiresAt * 1_000 > Date.now() ? session.user : undefined;
}

const app = new Hono();
app.use(
  "/api/model/*",
  createHonoHandler({
    apiHandler: new RPCApiHandler({ schema }),
    getClient: async (c) => guarded.$setAuth(await userOf(c)),
  }),
);

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
