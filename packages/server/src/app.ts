import { randomUUID } from "node:crypto";
import { type Database, type DatabaseEvent, openDatabase } from "@plinth/database";
import {
  anyReach,
  type Clock,
  createLog,
  Inbox,
  inboxPages,
  JobWorker,
  type Logger,
  mutationContext,
  type Running,
  Scheduler,
  type ServeOptions,
  serve,
  system,
  systemClock,
  useReach,
  useSecrets,
} from "@plinth/kernel";
import { authenticate, standing } from "./authenticate.ts";
import { askNobody, useBreachedPasswords } from "./features/accounts/breached-passwords.ts";
import { pwnedPasswords } from "./features/accounts/pwned-passwords.ts";
import { renewSetUpLink } from "./features/accounts/set-up-link.ts";
import { requireVerification, tellWhetherMailIsSent } from "./features/accounts/verification-switch.ts";
import { recordRefusal } from "./features/audit/record-refusal.ts";
import { useRelyingParty } from "./features/passkeys/relying-party.ts";
import { type Provider, useProviders } from "./features/providers/provider.ts";
import { keepHouse } from "./housekeeping.ts";
import { appJobs, appSchedules } from "./jobs.ts";
import { appMailer, type MailOptions } from "./mail/app-mailer.ts";
import { mailSamples } from "./mail/samples.ts";
import { appRouter } from "./router.ts";
import { shownTables } from "./shown-tables.ts";

/** Everything an installation can be told. */
export interface AppOptions
  extends Pick<ServeOptions, "hosts" | "origins" | "secure" | "trustedProxies" | "webFolder"> {
  /** `postgres://…`, or the path of an SQLite file. */
  databaseUrl: string;
  /** The folder with `sqlite/` and `postgres/` migrations. */
  migrations: string;
  logLevel: string;
  clock?: Clock;
  limits?: ServeOptions["limits"];
  /** Where mail goes. Left out, it is not sent. */
  mail?: MailOptions;
  /** What is kept sealed is sealed with these, the newest first. Default: one that this process makes up and forgets. */
  secrets?: readonly string[];
  /** Whether webhooks may also lead into the network this process is in, and be called without encryption. Default: no. */
  privateWebhooks?: boolean;
  /** Whose accounts people may sign in with besides. */
  providers?: readonly Provider[];
  /** Whether people have to show that mail reaches them before they make workspaces, invite or make keys. Default: no. */
  verifyEmail?: boolean;
  /** Whether new passwords are looked up among stolen ones, at Pwned Passwords. Default: no. */
  breachedPasswords?: boolean;
  /** Called when the process can no longer keep its promises and should end: the disk refuses to sync. */
  onFatal?(error: unknown): void;
}

// A page of the web app takes about ten calls; a sign-in counts for fifty.
const usualLimits: ServeOptions["limits"] = {
  actor: { perMinute: 3_000, burst: 1_000 },
  address: { perMinute: 3_000, burst: 1_000 },
};

/** The product, ready to listen. */
export interface App {
  database: Database;
  log: Logger;
  /** The token of the one-time set-up link while no account exists. */
  setUpToken: string | undefined;
  listen(port: number, address?: string): Promise<Running>;
  /** Runs jobs in this process. Stopping waits for those that run, and gives back what takes longer. */
  work(): { stop(graceMs?: number): Promise<void> };
  /** Lets go of the database; stop what listens and what works first. */
  close(): Promise<void>;
}

/** Opens the database, brings it up to date and puts the product together. @throws BootError, MigrationError */
export async function createApp(options: AppOptions): Promise<App> {
  const { clock = systemClock } = options;
  const log = createLog(options.logLevel);
  if (options.secrets) useSecrets(options.secrets);
  if (options.privateWebhooks) useReach(anyReach);
  requireVerification(options.verifyEmail ?? false);
  tellWhetherMailIsSent(options.mail !== undefined);
  useBreachedPasswords(options.breachedPasswords ? pwnedPasswords({ log }) : askNobody);
  const database = await openDatabase({
    url: options.databaseUrl,
    migrations: options.migrations,
    tables: shownTables,
    report: (event) => {
      reportDatabase(log, event);
      if (event.kind === "disk-failed") options.onFatal?.(event.error);
    },
  });
  const mailer = appMailer(options.mail, log);
  // What people open, so what links in mail lead to.
  const [home = "http://localhost:3000"] = options.origins;
  useRelyingParty({ id: new URL(home).hostname, name: "Plinth", origins: options.origins });
  useProviders({ home, providers: options.providers ?? [] });
  const requestId = randomUUID();
  const setUpToken = await database.write(
    (db) => renewSetUpLink(mutationContext({ actor: system, now: clock.now(), requestId, log }, db)),
    {
      name: "renewSetUpLink",
    },
  );
  const front = {
    ...options,
    limits: options.limits ?? usualLimits,
    router: appRouter,
    database,
    clock,
    log,
    ...{ authenticate, standing, onRefused: recordRefusal },
    maxBodyBytes: 1024 * 1024,
    maxBatchSize: 20,
    ...(mailer instanceof Inbox && { developmentPages: inboxPages(mailer, mailSamples(mailer, home)) }),
  };
  const stopHousekeeping = keepHouse({ database, clock, log });
  return {
    database,
    log,
    setUpToken,
    listen: (port, address) => serve(front, port, address),
    work: () => {
      const worker = new JobWorker({ database, clock, log }, appJobs({ mailer, home }));
      const scheduler = new Scheduler({ database, clock, log }, appSchedules);
      worker.start();
      scheduler.start();
      return {
        stop: async (graceMs = 25_000) => void (await Promise.all([scheduler.stop(), worker.stop(graceMs)])),
      };
    },
    close: async () => {
      await stopHousekeeping();
      mailer.close();
      return database.close();
    },
  };
}

function reportDatabase(log: Logger, event: DatabaseEvent): void {
  if (event.kind === "migrated") log.info(event, "migrations applied");
  else if (event.kind === "slow-write") log.warn(event, "slow transaction");
  else log.error(event, event.kind);
}
