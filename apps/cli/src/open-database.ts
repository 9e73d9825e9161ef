import type { Database } from "@plinth/database";
import { readEnvironment } from "./env.ts";
import { exitCodes, Stop } from "./stop.ts";

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
    if (error instanceof BootError && error.code === "DATABASE_UNREACHABLE")
      throw new Stop(error.message, { exitCode: exitCodes.unreachable });
    if (error instanceof BootError || error instanceof MigrationError) throw new Stop(error.message);
    throw error;
  }
}
