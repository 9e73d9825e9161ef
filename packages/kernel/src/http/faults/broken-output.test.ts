// Faults: 174.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test, vi } from "vitest";

// Every test starts a process.
vi.setConfig({ testTimeout: 60_000 });

/** Starts a server whose standard output goes through a shell's words, such as `| head -1`. */
async function serveInto(output: string) {
  const file = join(import.meta.dirname, "../../../test/serve-notes.ts");
  const child = spawn("/bin/sh", ["-c", `"$0" --import tsx "$1" ${output}`, process.execPath, file], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text) => said.push(text));
  const [port] = await once(createInterface({ input: child.stderr }), "line");
  return {
    url: `http://127.0.0.1:${port}`,
    said,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null) {
        child.stdin.end();
        await once(child, "exit");
      }
    },
  };
}

test("a server whose log has lost its reader goes on serving", async () => {
  await using server = await serveInto("| head -1");

  for (let i = 0; i < 100; i++) expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

  expect(server.said.join("").split("\n").filter(Boolean)).toHaveLength(1);
});

test.runIf(existsSync("/dev/full"))("a server whose log is on a full disk goes on serving", async () => {
  await using server = await serveInto("> /dev/full");

  for (let i = 0; i < 100; i++) expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
