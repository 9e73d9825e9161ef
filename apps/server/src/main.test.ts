import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@plinth/database";
import { bundled, emptyTestDatabase, freePort } from "@plinth/database/test";
import { createLog, enqueue, jobs, mutationContext, purgeEndedJobs, system } from "@plinth/kernel";
import { createAccount } from "@plinth/server";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** Each starts a process. */
const SLOW = { timeout: 120_000 };

/** Starts the server as a process, and waits for its end; with `during`, for that once it has started, and then asks it to end. */
async function run(
  env: Record<string, string>,
  { args = [], during }: { args?: string[]; during?: () => Promise<unknown> } = {},
) {
  const child = spawn(process.execPath, [await bundled(MAIN), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const closed = once(child, "close");
  if (during) {
    await once(child.stdout, "data");
    await during();
    child.kill("SIGTERM");
  }
  const [code] = await closed;
  return { code, ...output };
}

test("a port that is taken ends the start in words, and exit code 69", SLOW, async () => {
  const database = await emptyTestDatabase();
  const port = await freePort();
  const taken = createServer().listen(port, "127.0.0.1");
  await once(taken, "listening");

  const ended = await run({ DATABASE_URL: database.url, PORT: String(port) });

  expect(ended).toEqual({
    code: 69,
    stdout: "",
    stderr: `\nPort ${port} is in use. Stop what uses it, or set PORT.\n\n`,
  });
  taken.close();
  await database.drop();
});

test("an address that this machine does not have ends the start in words", SLOW, async () => {
  const database = await emptyTestDatabase();

  // Of a range kept for documentation: https://www.rfc-editor.org/rfc/rfc5737
  const ended = await run({ DATABASE_URL: database.url, PORT: "0", HOST: "192.0.2.1" });

  expect(ended).toEqual({
    code: 69,
    stdout: "",
    stderr: "\nThis machine has no address 192.0.2.1. Set HOST to one that it has.\n\n",
  });
  await database.drop();
});

test("a database server that is not there ends the start in words, without the password", SLOW, async () => {
  const port = await freePort();

  const ended = await run({ DATABASE_URL: `postgres://plinth:hunter2@127.0.0.1:${port}/plinth`, PORT: "0" });

  expect(ended).toEqual({
    code: 69,
    stdout: "",
    stderr: `\nNo database answers at 127.0.0.1:${port} (ECONNREFUSED). Start it, or name another one in DATABASE_URL.\n\n`,
  });
});

test("the sample workspace is not promised to a database that others use", SLOW, async () => {
  const database = await emptyTestDatabase();
  await addPerson(database.url);

  const ended = await run({ DATABASE_URL: database.url, PORT: "0" }, { args: ["--demo"] });

  expect(ended).toEqual({
    code: 78,
    stdout: "",
    stderr: "\nThis database is in use; the sample workspace needs an empty one. Name another one in DATABASE_URL.\n\n",
  });
  await database.drop();
});

test("settings that make no sense end the start in words, and exit code 78", SLOW, async () => {
  const ended = await run({ PORT: "eighty" });

  expect(ended).toEqual({ code: 78, stdout: "", stderr: "\nPORT: must be a port number.\n\n" });
});

test("one process answers and another runs jobs, where a database can be shared", SLOW, async () => {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url });
  if (!database.shared) {
    await database.close();
    const ended = await run({ DATABASE_URL: test.url, PORT: "0", PLINTH_ROLE: "worker" });
    expect(ended).toMatchObject({ code: 78, stdout: "" });
    expect(ended.stderr).toContain("PLINTH_ROLE: worker needs a database server that several processes share");
    return test.drop();
  }
  const state = async () => (await database.read.select({ state: jobs.state }).from(jobs))[0]?.state;
  const ctx = { actor: system, now: new Date(), requestId: "test", log: createLog("silent") };
  await database.write((db) => enqueue(mutationContext(ctx, db), purgeEndedJobs, {}));

  const answering = await run(
    { DATABASE_URL: test.url, PORT: "0", PLINTH_ROLE: "web" },
    // Longer than a process that runs jobs takes to find them.
    { during: () => new Promise((resolve) => setTimeout(resolve, 6_000)) },
  );
  expect(answering).toMatchObject({ code: 0, stdout: expect.stringContaining("Plinth is at") });
  expect(await state()).toBe("waiting");
  const working = await run(
    // It listens on no port, so not on one that is none of its business either.
    { DATABASE_URL: test.url, PORT: "80", HOST: "192.0.2.1", PLINTH_ROLE: "worker" },
    { during: () => expect.poll(state, { timeout: 60_000 }).toBe("done") },
  );

  expect(working).toEqual({ code: 0, stdout: "\nPlinth runs jobs here\n\n", stderr: "" });
  await database.close();
  await test.drop();
});

async function addPerson(url: string): Promise<void> {
  const database = await openDatabase({ url });
  const operator = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
  const ctx = { actor: system, now: new Date(), requestId: "test", log: createLog("silent") };
  await createAccount({ write: (work) => database.write((db) => work({ ...ctx, db })) }, operator, { operator: true });
  await database.close();
}
