import { randomUUID } from "node:crypto";
import { appendOnlyStatements, rawRows } from "@plinth/database";
import { createLog, events, system } from "@plinth/kernel";
import { type SQL, sql } from "drizzle-orm";
import { sealAudit } from "../src/features/audit/seal-audit.ts";
import { auditLinks } from "../src/tables.ts";
import type { TestApp } from "./test-app.ts";

/** Adds everything that happened so far to the chains of the audit log, as housekeeping does. */
export async function sealed({ database, now }: Pick<TestApp, "database" | "now">): Promise<void> {
  const base = { actor: system, now: now(), requestId: randomUUID(), log: createLog("silent") };
  while ((await sealAudit(database, base)) > 0);
}

/** Changes what is only ever added to, as whoever has the database in their hands can. */
export async function tamper({ database }: Pick<TestApp, "database">, ...statements: SQL[]): Promise<void> {
  for (const made of appendOnlyStatements([events, auditLinks])) {
    const [, name = "", table = ""] = /^CREATE TRIGGER (\w+) [\s\S]*? ON (\w+)/.exec(made) ?? [];
    if (!name) continue;
    const drop = (on: SQL) =>
      database.write((db) => rawRows(db, sql`drop trigger if exists ${sql.identifier(name)}${on}`));
    // Each engine knows one of these.
    await drop(sql``).catch(() => drop(sql` on ${sql.identifier(table)}`));
  }
  for (const statement of statements) await database.write((db) => rawRows(db, statement));
}
