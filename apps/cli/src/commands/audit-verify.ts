import type { Command } from "commander";
import { openOwnDatabase } from "../open-database.ts";
import { columns, type GlobalOptions, remark, show } from "../output.ts";
import { Stop, usage } from "../stop.ts";

interface Options extends GlobalOptions {
  workspace?: string;
  head?: string;
}

const NOTES = `
Works on DATABASE_URL itself, not through a server (default: data/plinth.db). Computes the chain of every workspace anew, and that of what
belongs to none, and names the first link of each that does not hold. Ends with 1 when there is one.

Note the newest hashes somewhere else: with --head, such a one must still be there, so that nothing can have been cut off.

Examples:
  $ plinth audit verify
  $ plinth audit verify --workspace acme --head 5e0c…`;

export function auditVerifyCommand(parent: Command): void {
  parent
    .command("verify")
    .description("check that nobody changed what happened, on the server's machine")
    .option("--workspace <slug>", "only the chain of one workspace")
    .option("--head <hash>", "a hash noted earlier, which the chain of that workspace must hold")
    .addHelpText("after", NOTES)
    .action(async (_: unknown, command: Command) => {
      const { workspace, head, json } = command.optsWithGlobals<Options>();
      if (head !== undefined && workspace === undefined) throw usage("--head needs --workspace.");
      const { database } = await openOwnDatabase();
      const { verifyAuditOf } = await import("@plinth/server");
      const verified = await verifyAuditOf(database, { slug: workspace, head }).finally(() => database.close());
      if (!verified) throw new Stop(`There is no workspace "${workspace}".`);
      const { chains, waiting } = verified;
      const broken = chains.filter(({ problem }) => problem !== undefined);
      if (broken.length === 0) {
        const rows = chains.map(({ name, links, head }) => [name, String(links), head]);
        show(
          command,
          verified,
          rows.length > 0 ? columns(["CHAIN", "LINKS", "NEWEST HASH"], rows) : "Nothing happened yet.",
        );
        if (waiting > 0 && !json) remark(`${waiting} newer events are in no chain yet; a running server adds them.`);
        return;
      }
      throw new Stop(broken.map(({ name, problem }) => `${name}: ${problem}`).join("\n"), {
        hint: "What stands before it is as it was. Compare with a backup.",
      });
    });
}
