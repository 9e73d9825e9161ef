import { configDefaults, defineConfig } from "vitest/config";
import { freePort, postgresUrl } from "./packages/database/test/postgres-server.ts";

const given = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "") ? process.env.DATABASE_URL : undefined;

const inApps = "apps/{server,cli}/**/*.test.ts";
// These declare statements of their own, whose names are taken for as long as a process lives.
const alone = ["packages/database/**/*.test.ts", "packages/kernel/src/{resource,live,rules}/**/*.test.ts"];

const everywhere = { pool: "forks" as const, testTimeout: 30_000, hookTimeout: 30_000 };
// Most of a test's time goes into loading the product, and into the first of its empty databases: these share both.
const together = { ...everywhere, isolate: false, include: ["packages/**/*.test.ts", inApps] };

const onSqlite = { env: { DATABASE_URL: "" } };
const notOnSqlite = [...configDefaults.exclude, "**/src/postgres/**"];
// What the command writes is the same on both, and is tested by its own tests.
const notOnPostgres = [...configDefaults.exclude, "**/src/sqlite/**", "apps/cli/src/scaffold/**"];

/** A DATABASE_URL in the environment names a server to use; otherwise each project starts one of its own. */
async function onPostgres(name: string) {
  return {
    env: { DATABASE_URL: given ?? postgresUrl(await freePort()), TEST_DATABASES: `plinth_test_${process.pid}_${name}` },
    globalSetup: ["./packages/database/test/global-postgres.ts"],
  };
}

// Every test runs on both engines, except those that lie beside one engine's own code.
export default defineConfig({
  test: {
    // The default leaves one core to a watching person; a test that waits for Postgres or a child process leaves enough.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...together,
          ...onSqlite,
          name: "sqlite",
          include: [...together.include, "apps/web/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: [...notOnSqlite, ...alone],
        },
      },
      { test: { ...everywhere, ...onSqlite, name: "sqlite-alone", include: alone, exclude: notOnSqlite } },
      {
        test: {
          ...together,
          ...(await onPostgres("together")),
          name: "postgres",
          exclude: [...notOnPostgres, ...alone],
        },
      },
      {
        test: {
          ...everywhere,
          ...(await onPostgres("alone")),
          name: "postgres-alone",
          include: alone,
          exclude: notOnPostgres,
        },
      },
    ],
  },
});
