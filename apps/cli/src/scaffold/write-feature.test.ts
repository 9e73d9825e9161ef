import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository, type RepositoryCopy } from "../../test/repository-copy.ts";
import type { Feature } from "./feature.ts";
import { planFeature } from "./plan-feature.ts";
import { readFields } from "./read-field.ts";
import { writeFeature } from "./write-feature.ts";

const note: Feature = {
  ...{ noun: "note", plural: "notes", owner: "projects", preset: "members", search: true },
  fields: readFields("note", ["title:text", "done:flag", "size:integer?", "due:moment?", "status:oneOf(open,closed)"]),
};

const diary: Feature = {
  ...{ noun: "diary", plural: "diaries", owner: "workspaces", preset: "own", search: false },
  fields: readFields("diary", ["words:text", "mood:oneOf(calm,wild)?", "at:moment"]),
};

const checks = [
  // Each checker works out again what others know, and other tests want the cores.
  ["tsc", "-p", "tsconfig.json", "--noEmit", "--checkers", "1"],
  ["biome", "ci", "--error-on-warnings", "packages/server"],
  ["tsx", "scripts/check-imports.ts"],
  ["tsx", "scripts/generate-migrations.ts", "--check"],
];

const policy: Feature = {
  ...{ noun: "policy", plural: "policies", owner: "workspaces", preset: "admins", search: false },
  fields: readFields("policy", ["kind:oneOf(open,by-invite)?"]),
};

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await copyRepository();
}, 120_000);
afterAll(() => copy[Symbol.asyncDispose]());

const write = (feature: Feature) => writeFeature(copy.root, feature, planFeature(copy.root, feature));

/** Runs a program of the copy, as somebody would who has just cloned it. */
async function runs(program: string, ...args: string[]): Promise<string> {
  const { PATH = "", HOME = "", DATABASE_URL = "" } = process.env;
  const env = { PATH, HOME, DATABASE_URL, TEST_DATABASES: `plinth_copy_${process.pid}` };
  const { stdout } = await promisify(execFile)(join(copy.root, "node_modules/.bin", program), args, {
    ...{ cwd: copy.root, env },
  }).catch((error) => {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

/** Every file that a feature may touch, with what it holds. */
function everything(): Map<string, string> {
  const folders = ["packages/server/src", "drizzle"].map((folder) => join(copy.root, folder));
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return new Map(paths.map((path) => [path, readFileSync(path, "utf8")]));
}

test("when a step fails half-way, the repository is as it was", async () => {
  const script = join(copy.root, "scripts/migration-folder.ts");
  const sound = readFileSync(script, "utf8");
  const before = everything();
  // Fails after it has written the first engine's migration.
  const failing = sound.replace(
    "writeFileSync(journalPath",
    'if (engine !== ENGINES[0]) throw new Error("disk full");\n  writeFileSync(journalPath',
  );
  writeFileSync(script, failing);

  const outcome = await write(note).catch((error: Error) => error.message);

  expect(failing).not.toBe(sound);
  expect(outcome).toMatch(/^db:generate failed, so everything was put back[\s\S]*disk full/);
  expect(everything()).toEqual(before);
  expect(existsSync(join(copy.root, "packages/server/src/features/notes"))).toBe(false);
  writeFileSync(script, sound);
}, 120_000);

test("where a file is not as the command knows it, it says so and writes nothing", async () => {
  const router = join(copy.root, "packages/server/src/router.ts");
  const sound = readFileSync(router, "utf8");
  writeFileSync(router, sound.replace("t.router({", "t.router(Object.assign({"));
  const before = everything();

  expect(() => planFeature(copy.root, note)).toThrow("packages/server/src/router.ts is not as this command knows it");

  expect(everything()).toEqual(before);
  writeFileSync(router, sound);
});

test("features compile, are formatted, and pass their own tests without an edit", async () => {
  const written = await write(note);
  await write(diary);
  await write(policy);

  const engine = process.env.DATABASE_URL ? "postgres" : "sqlite";
  const folders = ["notes", "diaries", "policies"].map((name) => `packages/server/src/features/${name}`);
  const lists = ["inventory", "over-exposure"].map((name) => `packages/server/src/${name}.test.ts`);
  const tests = runs("vitest", "run", "--project", engine, "--reporter=json", ...folders, ...lists);
  // What is judged without running the product is the same on both engines, and judged once.
  await Promise.all(engine === "sqlite" ? checks.map(([program = "", ...args]) => runs(program, ...args)) : []);
  const tested = JSON.parse(await tests);

  expect(written.added).toHaveLength(14);
  expect(tested).toMatchObject({ success: true, numFailedTests: 0 });
  expect(tested.testResults).toHaveLength(5);
  // What is there is never overwritten.
  const before = everything();
  await expect(write(note)).rejects.toThrow("EEXIST");
  expect(everything()).toEqual(before);
}, 240_000);
