import { configDefaults, defineConfig } from "vitest/config";
import { sqliteTestFolder } from "./packages/database/test/global-sqlite.ts";
import { freePort, postgresUrl } from "./packages/database/test/postgres-server.ts";

const given = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "") ? process.env.DATABASE_URL : undefined;

const everywhere = {
  include: ["packages/**/*.test.ts", "apps/{server,cli}/**/*.test.ts"],
  pool: "forks" as const,
  // Loading the product takes longer than most files of tests: a process loads it once, for all files that it runs.
  isolate: false,
  // Those that run at once wait for each other's silence, not for the processor.
  maxConcurrency: 16,
  testTimeout: 30_000,
  hookTimeout: 30_000,
};

// No engine has a part in them, and they take long enough to be worth a line.
const withoutDatabase = [
  "packages/client/src/{bundle,react/types}.test.ts",
  "packages/kernel/src/{json-writer,log,http/json-input,http/faults/broken-output,live/patch}.test.ts",
  "packages/kernel/src/{mail/smtp-mailer,outgoing/post}.test.ts",
  // Programs that know a server by its address alone.
  "apps/cli/src/commands/{call,import,keys,login,tasks}.test.ts",
];

// Every test runs on both engines, except those that lie beside one engine's own code and those that know of none.
export default defineConfig({
  test: {
    // The default leaves one core to a watching person; a test that waits for Postgres or a child process leaves enough.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...everywhere,
          name: "sqlite",
          include: [...everywhere.include, "apps/web/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "**/src/postgres/**"],
          env: { DATABASE_URL: "", TEST_FILES: sqliteTestFolder() },
          globalSetup: ["./packages/database/test/global-sqlite.ts"],
        },
      },
      {
        test: {
          ...everywhere,
          name: "postgres",
          // What the scaffold writes is the same on both, and has tests of its own.
          exclude: [...configDefaults.exclude, "**/src/sqlite/**", "apps/cli/src/scaffold/**", ...withoutDatabase],
          // A DATABASE_URL in the environment names a server to use; otherwise the suite starts one of its own.
          env: {
            DATABASE_URL: given ?? postgresUrl(await freePort()),
            TEST_DATABASES: `plinth_test_${process.pid}`,
          },
          globalSetup: ["./packages/database/test/global-postgres.ts"],
        },
      },
    ],
  },
});
