import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { faults } from "./faults.ts";

// Every run starts a process.
vi.setConfig({ testTimeout: 60_000 });

const all = Object.values(faults).flat();
const due = all.filter(({ comesWith }) => !comesWith).map(({ number }) => number);

/** A repository with these test files, by their first lines. */
function repository(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), "plinth-faults-"));
  for (const folder of ["apps", "packages/a/src", "scripts", "docs"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const [name, line] of Object.entries(files)) writeFileSync(join(root, name), `${line}\ntest();\n`);
  const run = (...args: string[]) =>
    new Promise<{ code: number; output: string }>((done) => {
      const script = resolve("scripts/fault-table.ts");
      execFile(process.execPath, ["--import", "tsx", script, "--root", root, ...args], (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      );
    });
  return {
    run,
    table: () => readFileSync(join(root, "docs/faults.md"), "utf8"),
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  };
}

test("every fault leads to the tests that name it, and a table that is current passes the check", async () => {
  using repo = repository({
    "packages/a/src/one.test.ts": `// Faults: ${due.join(", ")}.`,
    "packages/a/src/two.test.ts": "// Faults: 12.",
    "packages/a/src/three.test.ts": "// Tells of something else.",
  });

  expect(await repo.run()).toEqual({ code: 0, output: "" });

  expect(repo.table()).toContain(
    "[one](../packages/a/src/one.test.ts), [two](../packages/a/src/two.test.ts) |\n| 13 |",
  );
  expect(repo.table()).not.toContain("three");
  expect(await repo.run("--check")).toEqual({ code: 0, output: "" });
});

test("a fault without a test, a number that is none and a line that cannot be read are named", async () => {
  const [first, ...rest] = due;
  using repo = repository({
    "packages/a/src/one.test.ts": `// Faults: ${rest.join(", ")}.`,
    "packages/a/src/two.test.ts": "// Faults 12",
    "packages/a/src/three.test.ts": "// Faults: 9999.",
  });

  const { code, output } = await repo.run();

  expect(code).toBe(1);
  expect(output).toContain(`fault ${first} has no test`);
  expect(output).toContain("packages/a/src/two.test.ts names its faults in another way");
  expect(output).toContain("packages/a/src/three.test.ts names fault 9999");
});

test("a table that is out of date fails the check, and is not written by it", async () => {
  using repo = repository({ "packages/a/src/one.test.ts": `// Faults: ${due.join(", ")}.`, "docs/faults.md": "old" });

  const { code, output } = await repo.run("--check");

  expect([code, output]).toEqual([1, "docs/faults.md is out of date. Run: npx tsx scripts/fault-table.ts\n"]);
  expect(repo.table()).toBe("old\ntest();\n");
});

test("each fault stands once", () => {
  const numbers = all.map(({ number }) => number);

  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});
