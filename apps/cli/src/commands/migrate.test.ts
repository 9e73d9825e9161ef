import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveApp } from "@plinth/client/test";
import { emptyTestDatabase, freePort } from "@plinth/database/test";
import { expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";

const MIGRATIONS = fileURLToPath(new URL("../../../../drizzle", import.meta.url));

test("what is pending is applied once, and named", async () => {
  const database = await emptyTestDatabase();
  const migrations = await mkdtemp(join(tmpdir(), "plinth-migrations-"));
  await cp(MIGRATIONS, migrations, { recursive: true });
  for (const engine of ["sqlite", "postgres"]) {
    await writeFile(join(migrations, engine, "9999_more.sql"), "CREATE TABLE more (id text);");
  }
  await using terminal = await openTerminal({ DATABASE_URL: database.url });

  const current = await terminal.run(["migrate"]);
  terminal.env.PLINTH_MIGRATIONS = migrations;
  const pending = await terminal.run(["migrate"]);
  const again = await terminal.json(["migrate"]);

  expect(current).toEqual({ code: 0, stdout: "The database is up to date.\n", stderr: "" });
  expect(pending).toEqual({ code: 0, stdout: "Applied 9999_more\n", stderr: "" });
  expect(again).toEqual({ code: 0, value: { applied: [] } });
  await rm(migrations, { recursive: true });
  await database.drop();
});

test("a database file that a running server has is refused, saying who has it", async () => {
  await using app = await serveApp();
  await using terminal = await openTerminal({ DATABASE_URL: app.databaseUrl });
  const shared = app.databaseUrl.startsWith("postgres:");

  const { code, stderr } = await terminal.run(["migrate"]);

  expect(code).toBe(shared ? 0 : 1);
  expect(stderr).toEqual(
    shared ? "" : expect.stringContaining(`${app.databaseUrl} is in use by process ${process.pid}`),
  );
});

test("a database server that is not there is named without its password", async () => {
  const port = await freePort();
  await using terminal = await openTerminal({ DATABASE_URL: `postgres://plinth:hunter2@127.0.0.1:${port}/plinth` });

  const { code, stdout, stderr } = await terminal.run(["migrate"]);

  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toBe(
    `No database answers at 127.0.0.1:${port} (ECONNREFUSED). Start it, or name another one in DATABASE_URL.\n`,
  );
});
