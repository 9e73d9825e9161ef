import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

// The only file of this app that reads the environment.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

export interface Environment {
  /** The server to call. */
  url: string | undefined;
  /** The session to call it with. */
  session: string | undefined;
  /** The API key to call it with, before any session. */
  key: string | undefined;
  /** Where `login` keeps what it got. */
  configFolder: string;
  /** For commands that work on the database itself. */
  databaseUrl: string;
  migrations: string;
}

/** An empty variable counts as unset. */
export function readEnvironment(env = process.env): Environment {
  const config = env.XDG_CONFIG_HOME || join(homedir(), ".config");
  return {
    url: env.PLINTH_URL || undefined,
    session: env.PLINTH_SESSION || undefined,
    key: env.PLINTH_KEY || undefined,
    configFolder: env.PLINTH_CONFIG_DIR || join(config, "plinth"),
    databaseUrl: env.DATABASE_URL || join(ROOT, "data/plinth.db"),
    migrations: resolve(ROOT, env.PLINTH_MIGRATIONS || "drizzle"),
  };
}

/** For commands that work on a file of their own, before the database's packages are loaded: they choose their engine by this variable. */
export function forgetDatabaseUrl(env = process.env): void {
  delete env.DATABASE_URL;
}
