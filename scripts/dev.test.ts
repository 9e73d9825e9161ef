import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { freePort } from "../packages/database/test/postgres-server.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

test("in development the set-up link leads to the web app, whose calls reach the server", {
  timeout: 120_000,
}, async () => {
  const webPort = await freePort();
  await using dev = await startDev({ PORT: String(await freePort()), WEB_PORT: String(webPort) });
  const account = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };

  const page = await fetch(dev.setUpLink);
  const made = await fetch(new URL("/rpc/accounts.setUp", dev.setUpLink), {
    method: "POST",
    // As a browser sends it from that page.
    headers: { "content-type": "application/json", origin: dev.setUpLink.origin, "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ ...account, token: dev.setUpLink.searchParams.get("token") }),
  });

  expect(dev.setUpLink.origin).toBe(`http://localhost:${webPort}`);
  expect(await page.text()).toContain("/@vite/client");
  expect(made.status).toBe(200);
});

/** Runs `pnpm dev` on an empty database until both of its parts say that they are there. */
async function startDev(settings: Record<string, string>): Promise<{ setUpLink: URL } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "plinth-dev-"));
  const PATH = `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}`;
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/dev.ts"], {
    cwd: ROOT,
    env: { PATH, DATABASE_URL: join(folder, "plinth.db"), LOG_LEVEL: "warn", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (/set-up\?token=\S+\n/.test(output) && output.includes("Local:")) break;
  }
  const [, link = "none: it ended"] = /Set it up, once: (\S+)/.exec(output) ?? [];
  return {
    setUpLink: new URL(link),
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
