import type { LeftSealed } from "@plinth/server";
import type { Command } from "commander";
import { readEnvironment } from "../env.ts";
import { openOwnDatabase } from "../open-database.ts";
import { remark, show } from "../output.ts";
import { Stop } from "../stop.ts";

const NOTES = `
Works on DATABASE_URL itself, with the secrets in PLINTH_SECRETS, the newest first. Seals with the newest what older ones have sealed, and says what is
left: what no secret in PLINTH_SECRETS reads, and what is damaged, with exit code 1. A running server does the same once an hour.

Once nothing is left, take the older secrets out of PLINTH_SECRETS and start the servers again.

Example:
  $ PLINTH_SECRETS="$NEW,$OLD" plinth secrets rotate`;

export function secretsRotateCommand(parent: Command): void {
  parent
    .command("rotate")
    .description("seal with the newest secret what older ones sealed, on the server's machine")
    .addHelpText("after", NOTES)
    .action(async (_: unknown, command: Command) => {
      const { secrets } = readEnvironment();
      if (secrets.length === 0) throw new Stop("PLINTH_SECRETS is not set.", { hint: "Name the newest secret first." });
      const { database } = await openOwnDatabase();
      const { useSecrets } = await import("@plinth/kernel");
      const { resealEverything } = await import("@plinth/server");
      try {
        useSecrets(secrets);
        const left = await resealEverything(database.read, database.write);
        show(command, left, `${left.resealed} sealed anew.`);
        if (left.waitingMails > 0) {
          remark(`${left.waitingMails} mails wait under an older secret: keep it until they are sent.`);
        }
        requireNothingUnread(left);
      } catch (error) {
        throw error instanceof RangeError ? new Stop(error.message) : error;
      } finally {
        await database.close();
      }
    });
}

/** @throws Stop that lists what could not be sealed anew, and says what to do about it */
function requireNothingUnread({ unreadable, damaged }: LeftSealed): void {
  const unknown = Object.entries(unreadable).map(([name, count]) => `${count} of ${name}`);
  const broken = Object.entries(damaged).map(([name, ids]) => `${name} of ${ids.join(", ")}`);
  const said = [
    unknown.length > 0 && `Sealed with a secret that is not in PLINTH_SECRETS: ${unknown.join(", ")}.`,
    broken.length > 0 && `Damaged, so that no secret reads them: ${broken.join("; ")}.`,
  ];
  const hints = [
    unknown.length > 0 && "Add that secret at the end of PLINTH_SECRETS and run this again.",
    broken.length > 0 && "What is damaged comes back from a backup alone, or is set up anew.",
  ];
  if (unknown.length + broken.length > 0) {
    throw new Stop(said.filter(Boolean).join("\n"), { hint: hints.filter(Boolean).join("\n") });
  }
}
