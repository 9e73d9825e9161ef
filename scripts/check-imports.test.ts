import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { importProblems } from "./check-imports.ts";

/** A repository of two features in which nothing points the wrong way. */
const sound: Record<string, string> = {
  "packages/database/src/index.ts": 'import pg from "pg";\nexport { engine } from "./engine.ts";',
  "packages/database/src/engine.ts": "export const engine = process.env.DATABASE_URL; // sqlite or postgres",
  "packages/kernel/src/index.ts":
    'import { engine } from "@plinth/database";\nimport { initTRPC } from "@trpc/server";',
  "packages/server/src/router.ts":
    'import { tasksRouter } from "./features/tasks/router.ts";\nexport const r = {\n  users: usersRouter,\n  tasks: tasksRouter,\n};',
  "packages/server/src/features/users/find.ts": 'import { tasks } from "../tasks/table.ts";',
  "packages/server/src/features/tasks/table.ts": 'import { column } from "@plinth/database";',
  "packages/server/src/features/tasks/router.ts": 'import { find } from "../users/find.ts";\n// A postgres server.',
  "packages/client/src/index.ts":
    'import type { AppRouter } from "@plinth/server";\ntype Kind = typeof import("@plinth/server");',
  "apps/server/src/env.ts": "export const port = process.env.PORT;",
  "apps/cli/src/main.ts": 'const { createApp } = await import("@plinth/server");',
  "apps/web/src/form.tsx": 'import { inputs } from "@plinth/server/inputs";\nimport { client } from "@plinth/client";',
};

const wrong: [what: string, file: string, source: string, problem: string][] = [
  [
    "a layer above",
    "packages/kernel/src/a.ts",
    'import { x } from "@plinth/server";',
    "packages/kernel/src/a.ts may not import @plinth/server",
  ],
  [
    "a layer above, when it runs",
    "packages/kernel/src/a.ts",
    'const x = await import(\n  "@plinth/server"\n);',
    "packages/kernel/src/a.ts may not import @plinth/server",
  ],
  [
    "a layer above, only passed on",
    "packages/database/src/a.ts",
    'export {\n  x,\n} from "@plinth/kernel";',
    "packages/database/src/a.ts may not import @plinth/kernel",
  ],
  [
    "the server's code in the browser",
    "apps/web/src/a.ts",
    'import { createApp } from "@plinth/server";',
    "apps/web/src/a.ts may not import @plinth/server",
  ],
  [
    "another package by its path",
    "packages/database/src/a.ts",
    'import { x } from "../../kernel/src/index.ts";',
    "packages/database/src/a.ts may not import ../../kernel/src/index.ts; it lies outside packages/database/src",
  ],
  [
    "another package by its path, when it runs",
    "apps/web/src/pages/a.tsx",
    'const page = () => import("../../../../packages/server/src/router.ts");',
    "apps/web/src/pages/a.tsx may not import ../../../../packages/server/src/router.ts; it lies outside apps/web/src",
  ],
  [
    "what is for tests",
    "packages/server/src/a.ts",
    'import "../test/index.ts";',
    "packages/server/src/a.ts may not import ../test/index.ts; it lies outside packages/server/src",
  ],
  [
    "a library that one place owns",
    "packages/server/src/a.ts",
    'import { Lucia } from "lucia";',
    "packages/server/src/a.ts may not import lucia; it belongs to ^packages\\/server\\/src\\/features\\/sessions\\/",
  ],
  [
    "a feature below",
    "packages/server/src/features/users/a.ts",
    'import { x } from "../tasks/router.ts";',
    "packages/server/src/features/users/a.ts imports tasks, which router.ts lists below users",
  ],
  [
    "a feature below, when it runs",
    "packages/server/src/features/users/a.ts",
    'const x = await import("../tasks/router.ts");',
    "packages/server/src/features/users/a.ts imports tasks, which router.ts lists below users",
  ],
  [
    "the environment",
    "packages/server/src/a.ts",
    "export const x = process.env.X;",
    "packages/server/src/a.ts reads the environment; only env.ts may",
  ],
  [
    "an engine's name",
    "packages/server/src/a.ts",
    'export const engine = "sqlite";',
    "packages/server/src/a.ts names an engine; ask packages/database for a capability",
  ],
];

test.each(wrong)("%s is found out", async (_, file, source, problem) => {
  await using repository = await repositoryOf({ ...sound, [file]: source });

  expect(importProblems(repository.root)).toEqual([problem]);
});

test("what points the right way is let be, and so are tests", async () => {
  await using repository = await repositoryOf({ ...sound, "apps/web/src/a.test.ts": 'import "@plinth/server";' });

  expect(importProblems(repository.root)).toEqual([]);
});

async function repositoryOf(files: Record<string, string>): Promise<{ root: string } & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), "plinth-imports-"));
  for (const [path, source] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), source);
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}
