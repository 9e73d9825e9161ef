import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { openTerminal } from "../test/run-plinth.ts";

test("what makes no sense is a usage error that points to the help", async () => {
  await using terminal = await openTerminal();

  const wrong = [
    ["frobnicate"],
    ["tasks", "list"],
    ["tasks", "list", "--project", "APO", "--limit", "many"],
    ["tasks", "done", "twelve"],
    ["whoami", "--url", "localhost:3000"],
    ["call", "accounts.me", "{not json"],
  ];
  const ran = await Promise.all(wrong.map((args) => terminal.run(args)));

  expect(ran.map(({ code }) => code)).toEqual(wrong.map(() => 2));
  for (const { stdout, stderr } of ran) {
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/^\s+at /m);
  }
  expect(ran[0]?.stderr).toBe("unknown command 'frobnicate'\nAdd --help for what there is.\n");
  expect(await terminal.json(["tasks", "list"])).toMatchObject({ code: 2, value: { error: { code: "USAGE" } } });
});

test("the program starts from its sources", async () => {
  const plinth = fileURLToPath(new URL("../bin/plinth.js", import.meta.url));

  const { stdout } = await promisify(execFile)(process.execPath, [plinth, "--version"]);

  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("help is on standard output and shows examples and exit codes", async () => {
  await using terminal = await openTerminal();

  const [help, command, none] = await Promise.all([
    terminal.run(["--help"]),
    terminal.run(["tasks", "create", "--help"]),
    terminal.run([]),
  ]);

  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toMatch(/Examples:[\s\S]+Environment:[\s\S]+Exit codes:/);
  expect(command).toMatchObject({ code: 0, stderr: "" });
  expect(command.stdout).toContain('$ plinth tasks create "Write the guide"');
  expect(none).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("Usage: plinth") });
});
