import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readSender, smtpUrlProblem } from "@plinth/kernel";
import type { AppOptions } from "@plinth/server";
import { z } from "zod";
import { providerSettings, providersOf } from "./providers.ts";

// The only file of this app that reads the environment.

const Settings = z.strictObject({
  /** Where to listen. Without PLINTH_URL only this machine is served. */
  HOST: z.string().min(1).optional(),
  PORT: z.coerce.number("must be a port number").int().min(0).max(65_535).default(3_000),
  DATABASE_URL: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  /** The address people use, such as https://tracker.example.com. */
  PLINTH_URL: z.url({ protocol: /^https?$/, error: "must be a URL such as https://tracker.example.com" }).optional(),
  /** More host names that may be used to reach this server, separated by commas. */
  PLINTH_HOSTS: z.string().optional(),
  /** How many proxies stand in front and append to X-Forwarded-For. */
  PLINTH_TRUSTED_PROXIES: z.coerce.number("must be a number").int().min(0).max(10).default(0),
  /** What this process does: answers people, runs jobs, or both. */
  PLINTH_ROLE: z.enum(["all", "web", "worker"], "must be all, web or worker").default("all"),
  /** Calls one person, or one address, may make; a third of them at once. */
  PLINTH_CALLS_PER_MINUTE: z.coerce.number("must be a number").int().min(150).max(1e9).default(3_000),
  /** Where mail is handed over, such as smtp://user:password@mail.example.com:587. */
  PLINTH_SMTP_URL: z
    .string()
    .superRefine((url, check) => {
      const problem = smtpUrlProblem(url);
      if (problem) check.addIssue(problem);
    })
    .optional(),
  /** Who mail comes from. */
  PLINTH_MAIL_FROM: z
    .string()
    .transform(readSender)
    .refine((sender) => sender !== undefined, "must be one address, such as Tracker <tracker@example.com>")
    .optional(),
  /** What is kept sealed is sealed with these, the newest first, separated by commas. */
  PLINTH_SECRETS: z
    .string()
    .transform((list) => list.split(",").map((secret) => secret.trim()))
    .refine((list) => list.every(({ length }) => length >= 32), "must be texts of at least 32 characters")
    .optional(),
  /** 1: webhooks may also lead into the network this process is in, and be called without encryption. */
  PLINTH_WEBHOOK_PRIVATE: z.enum(["0", "1"], "must be 0 or 1").default("0"),
  /** 1: people have to confirm their e-mail address before they make workspaces, invite or make keys. */
  PLINTH_VERIFY_EMAIL: z.enum(["0", "1"], "must be 0 or 1").default("0"),
  /** 1: new passwords are looked up among stolen ones, at Pwned Passwords, which learns five digits of a hash. */
  PLINTH_BREACHED_PASSWORDS: z.enum(["0", "1"], "must be 0 or 1").default("0"),
  ...providerSettings,
  /** The folders the server needs; set where it does not run from the repository. */
  PLINTH_MIGRATIONS: z.string().default("drizzle"),
  PLINTH_WEB: z.string().default("apps/web/dist"),
});

export const settingNames = Object.keys(Settings.shape);

/** What the command line reads on the same machine. */
const ofTheCommandLine = ["PLINTH_SESSION", "PLINTH_CONFIG_DIR"];

/** How this process runs. */
export interface Configuration {
  app: AppOptions;
  role: "all" | "web" | "worker";
  port: number;
  address: string | undefined;
  /** What people open, without a trailing slash. */
  url(port: number): string;
}

/** Everything that is wrong with the environment, one line each. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * Reads the settings. Every one has a default that makes `start` work.
 *
 * @throws ConfigurationError that lists all problems at once.
 */
export function readConfiguration({ demo }: { demo: boolean }, env = process.env): Configuration {
  const ours = Object.entries(env).filter(
    ([name, value]) =>
      value && (settingNames.includes(name) || (name.startsWith("PLINTH_") && !ofTheCommandLine.includes(name))),
  );
  const parsed = Settings.safeParse(Object.fromEntries(ours));
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map(describe).join("\n"));
  const settings = parsed.data;
  const mail = mailOf(settings);
  const { providers, missing } = providersOf(settings);
  if (missing.length > 0) throw new ConfigurationError(missing.join("\n"));
  const address = settings.PLINTH_URL?.replace(/\/+$/, "");
  const named = (settings.PLINTH_HOSTS ?? "")
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  const hosts = ["localhost", "127.0.0.1", "[::1]", ...(address ? [new URL(address).hostname] : []), ...named];
  const web = resolve(settings.PLINTH_WEB);
  const calls = { perMinute: settings.PLINTH_CALLS_PER_MINUTE, burst: Math.ceil(settings.PLINTH_CALLS_PER_MINUTE / 3) };
  return {
    role: settings.PLINTH_ROLE,
    port: settings.PORT,
    address: settings.HOST ?? (address ? undefined : "127.0.0.1"),
    url: (port) => address ?? `http://localhost:${port}`,
    app: {
      databaseUrl: settings.DATABASE_URL ?? (demo ? "data/demo.db" : "data/plinth.db"),
      migrations: resolve(settings.PLINTH_MIGRATIONS),
      logLevel: settings.LOG_LEVEL,
      hosts,
      origins: address
        ? [new URL(address).origin]
        : [`http://localhost:${settings.PORT}`, `http://127.0.0.1:${settings.PORT}`],
      secure: address?.startsWith("https://") ?? false,
      trustedProxies: settings.PLINTH_TRUSTED_PROXIES,
      limits: { actor: calls, address: calls },
      verifyEmail: settings.PLINTH_VERIFY_EMAIL === "1",
      breachedPasswords: settings.PLINTH_BREACHED_PASSWORDS === "1",
      privateWebhooks: settings.PLINTH_WEBHOOK_PRIVATE === "1",
      providers,
      ...(mail && { mail }),
      ...(settings.PLINTH_SECRETS && { secrets: settings.PLINTH_SECRETS }),
      ...(existsSync(web) && { webFolder: web }),
    },
  };
}

/** Where people reach it from elsewhere, mail that nobody sends is told of rather than kept for whoever looks. */
function mailOf({ PLINTH_SMTP_URL: url, PLINTH_MAIL_FROM: from, PLINTH_URL: home }: z.output<typeof Settings>) {
  if (url && from) return { url, from };
  if (url) throw new ConfigurationError("PLINTH_MAIL_FROM: say who mail comes from, such as tracker@example.com.");
  const isThisMachine = !home || ["localhost", "127.0.0.1", "[::1]"].includes(new URL(home).hostname);
  return isThisMachine ? ("inbox" as const) : undefined;
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${key} is not a setting; check its spelling.`).join("\n");
  return `${issue.path.join(".")}: ${issue.message}.`;
}
