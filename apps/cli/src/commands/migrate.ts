import type { Command } from "commander";
import { openOwnDatabase } from "../open-database.ts";
import { show } from "../output.ts";

const NOTES = `
Works on DATABASE_URL itself, not through a server (default: data/plinth.db). A server does the same when it starts.`;

export function migrateCommand(parent: Command): void {
  parent
    .command("migrate")
    .description("bring the database up to date, on the server's machine")
    .addHelpText("after", NOTES)
    .action(async (_: unknown, command: Command) => {
      const { database, applied } = await openOwnDatabase();
      await database.close();
      const text =
        applied.length > 0 ? applied.map((name) => `Applied ${name}`).join("\n") : "The database is up to date.";
      show(command, { applied }, text);
    });
}
