import type { Database } from "@plinth/database";
import { readEnvironment } from "./env.ts";
import { Stop } from "./stop.ts";

/**
 * Opens DATABASE_URL, brought up to date, for commands on the server's machine. Its packages are loaded here and not before, so that
 * commands that only call a server start without them.
 *
 * @returns what was applied, besides the database.
 * @throws Stop saying what is wrong with the database, or which process has it.
 */
export async function openOwnDatabase(): Promise<{ database: Database; applied: string[] }> {
  const { databaseUrl, migrations } = readEnvironment();
  const { BootError, MigrationError, openDatabase } = await import("@plinth/database");
  const applied: string[] = [];
  try {
    const database = await openDatabase({
      url: databaseUrl,
      migrations,
      report: (event) => {
        if (event.kind === "migrated") applied.push(...event.names);
      },
    });
    return { database, applied };
  } catch (error) {
    if (error instanceof BootError || error instanceof MigrationError) throw new Stop(error.message);
    if (isUnreachable(error)) {
      throw new Stop(`No database answers at ${withoutPassword(databaseUrl)} (${error.code}).`, {
        hint: "DATABASE_URL names the database to use.",
        exitCode: 3,
      });
    }
    throw error;
  }
}

function isUnreachable(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    "code" in error &&
    /^E(CONNREFUSED|NOTFOUND|TIMEDOUT|HOSTUNREACH)$/.test(String(error.code))
  );
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//");
}
