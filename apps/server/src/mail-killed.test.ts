import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { bundled, emptyTestDatabase, freePort } from "@plinth/database/test";
import { startMailServer } from "@plinth/kernel/test";
import { expect, onTestFinished, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const account = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };

/** Starts the server as a process that hands mail over at a port. @returns what its first lines say, and the process */
async function start(databaseUrl: string, { port, smtp }: { port: number; smtp: number }) {
  const child = spawn(process.execPath, [await bundled(MAIN)], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env.PATH, LOG_LEVEL: "silent", DATABASE_URL: databaseUrl, PORT: String(port) },
      ...{ PLINTH_SECRETS: "a secret that only this test knows of", PLINTH_MAIL_FROM: "tracker@example.com" },
      PLINTH_SMTP_URL: `smtp://127.0.0.1:${smtp}`,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => kill(child));
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await expect.poll(() => said, { timeout: 60_000 }).toMatch(/Plinth is at .*\n\n?/);
  return { child, said: () => said };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** Somebody at the API. @returns a call of theirs */
function caller(url: string) {
  let session: string | undefined;
  return async (path: string, input: object): Promise<Record<string, string>> => {
    const headers = { "content-type": "application/json", ...(session && { authorization: `Bearer ${session}` }) };
    const response = await fetch(`${url}/rpc/${path}`, { method: "POST", headers, body: JSON.stringify(input) });
    // Safe because each answer that is looked at is an object of texts.
    const { result } = (await response.json()) as { result: { data: Record<string, string> } };
    expect([path, response.status]).toEqual([path, 200]);
    session ??= result.data?.token;
    return result.data;
  };
}

test("a server that is killed while it hands a mail over sends it once it runs again", {
  timeout: 240_000,
}, async () => {
  const database = await emptyTestDatabase();
  const port = await freePort();
  let asked = 0;
  // A mail server that is connected to, and never says a word.
  const silent = createServer((socket) => {
    asked += 1;
    socket.on("error", () => {});
  }).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const smtp = Number(Reflect.get(Object(silent.address()), "port"));
  const first = await start(database.url, { port, smtp });
  await expect.poll(first.said, { timeout: 20_000 }).toMatch(/token=\S+/);
  const token = /token=(\S+)/.exec(first.said())?.[1];
  const call = caller(`http://127.0.0.1:${port}`);
  await call("accounts.setUp", { ...account, token });
  await call("sessions.signIn", { email: account.email, password: account.password, as: "token" });
  const { id: workspaceId } = await call("workspaces.create", { name: "Acme" });
  const invite = await call("invites.create", { workspaceId, email: "grace@example.com", role: "member" });
  await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(0);
  await kill(first.child);
  silent.close();

  await using server = await startMailServer();
  await start(database.url, { port, smtp: Number(new URL(server.url).port) });

  // Ada is mailed too, of where she signed in.
  const invites = () => server.received.filter(({ to }) => to.includes("grace@example.com"));
  await expect.poll(() => server.received.length, { timeout: 90_000 }).toBe(2);
  expect(invites()).toHaveLength(1);
  expect(invites()[0]?.mail.text).toContain(`/join/${invite.token}`);
});
