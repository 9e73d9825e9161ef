import { BootError, MigrationError } from "@plinth/database";
import { loggable } from "@plinth/kernel";
import { type App, createApp, type Demo, seedDemo } from "@plinth/server";
import { ConfigurationError, readConfiguration } from "./env.ts";
import { keptSecret } from "./kept-secret.ts";
import { listen, PortError } from "./listen.ts";

// Exit codes of sysexits(3).
const EXIT_BUG = 70;
const EXIT_UNAVAILABLE = 69;
const EXIT_CONFIGURATION = 78;

async function main(): Promise<void> {
  const demo = process.argv.includes("--demo");
  const { app: options, role, port, address, url } = readConfiguration({ demo });
  const app = await createApp({
    secrets: [keptSecret("data/plinth.secret")],
    ...options,
    onFatal: (error) => fail(error, EXIT_UNAVAILABLE),
  });
  if (role !== "all" && !app.database.shared) {
    throw new ConfigurationError(
      `PLINTH_ROLE: ${role} needs a database server that several processes share; a file is one process's alone.`,
    );
  }
  const seeded = demo ? await seed(app) : undefined;
  const running = role === "worker" ? undefined : await listen(app, port, address);
  const working = role === "web" ? undefined : app.work();

  const home = running && url(running.port);
  say(home ? `\nPlinth is at ${home}` : "\nPlinth runs jobs here");
  if (home && !options.webFolder) say("This process serves only the API: the web app is not built.");
  if (seeded) {
    say(`Sign in with the password "${seeded.password}" as`);
    for (const { name, email, role } of seeded.people) say(`  ${email.padEnd(24)} ${name}, ${role}`);
  } else if (home && app.setUpToken) say(`Set it up, once: ${home}/set-up?token=${app.setUpToken}`);
  say("");

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    app.log.info({ signal }, "stopping");
    await Promise.all([running?.stop(), working?.stop()]);
    await app.close();
    process.exit(0);
  };
  process.on("SIGTERM", (signal) => void stop(signal));
  process.on("SIGINT", (signal) => void stop(signal));
}

async function seed({ database, log }: App): Promise<Demo> {
  const seeded = await seedDemo({ database, log, now: new Date() });
  if (seeded) return seeded;
  throw new ConfigurationError(
    "This database is in use; the sample workspace needs an empty one. Name another one in DATABASE_URL.",
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown, code = EXIT_BUG): never {
  const expected = isExpected(error);
  // What a driver hangs on its errors, such as the values of a statement, is nobody's business.
  console.error(expected ? `\n${error.message}\n` : JSON.stringify(loggable(error), null, 2));
  process.exit(error instanceof ConfigurationError ? EXIT_CONFIGURATION : expected ? EXIT_UNAVAILABLE : code);
}

function isExpected(error: unknown): error is Error {
  return [ConfigurationError, BootError, MigrationError, PortError].some((kind) => error instanceof kind);
}

// A reader of our output that goes away (`| head`) is no reason to stop serving.
process.stdout.on("error", () => {});
process.on("uncaughtException", (error) => fail(error));
process.on("unhandledRejection", (error) => fail(error));

main().catch((error: unknown) => fail(error));
