// Faults: 186.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { appendOnlyStatements, rawRows } from "@plinth/database";
import { events } from "@plinth/kernel";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { sealed } from "../../../test/auditing.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp } from "../../../test/test-app.ts";
import { auditLinks } from "../../tables.ts";

const DRIZZLE = fileURLToPath(new URL("../../../../../drizzle", import.meta.url));

test.each(["events", "audit_links"])("whoever tries, no row of %s is changed or removed", async (table) => {
  await using app = await createTestApp();
  await createTeam(app);
  await sealed(app);
  const name = sql.identifier(table);
  const before = await rawRows(app.database.read, sql`select * from ${name}`);

  for (const statement of [
    sql`update ${name} set id = id`,
    sql`delete from ${name}`,
    sql`delete from ${name} where id in (select id from ${name} limit 1)`,
  ]) {
    const attempt = app.database.write((db) => rawRows(db, statement));
    await expect(attempt).rejects.toThrow("only ever added to");
  }

  expect(before.length).toBeGreaterThan(3);
  expect(await rawRows(app.database.read, sql`select * from ${name}`)).toEqual(before);
});

test("a migration holds what keeps them so", () => {
  const engine = readdirSync(DRIZZLE).filter((folder) => /^\w+$/.test(folder));
  const migrations = engine.flatMap((folder) =>
    readdirSync(join(DRIZZLE, folder)).flatMap((file) =>
      file.endsWith(".sql") ? [readFileSync(join(DRIZZLE, folder, file), "utf8")] : [],
    ),
  );

  for (const statement of appendOnlyStatements([events, auditLinks])) {
    expect(migrations.some((migration) => migration.includes(statement))).toBe(true);
  }
});
