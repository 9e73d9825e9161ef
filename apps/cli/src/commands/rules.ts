import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { forgetDatabaseUrl, readEnvironment } from "../env.ts";
import { show } from "../output.ts";
import { usage } from "../stop.ts";

const NOTES = `
Nothing is declared for this table: every procedure is called as everybody, on a sample installation that is thrown away. Your own
database is not looked at. Tests hold the same table, so a change of access shows in a review.

Examples:
  $ plinth rules --feature tasks
  $ plinth rules --json | jq -r '.[] | select(.outcomes.viewer == "OK") | .feature + "." + .operation'`;

export function rulesCommand(parent: Command): void {
  parent
    .command("rules")
    .description("show who can do what, feature by feature")
    .option("--feature <name>", "only this one, such as tasks")
    .addHelpText("after", NOTES)
    .action(async (_: unknown, command: Command) => {
      const { feature } = command.optsWithGlobals<{ feature?: string }>();
      const { migrations } = readEnvironment();
      forgetDatabaseUrl();
      const [{ openDatabase }, { accessLegend, accessTable, measureAccess, measuredFeatures }] = await Promise.all([
        import("@plinth/database"),
        import("@plinth/server"),
      ]);
      if (feature !== undefined && !measuredFeatures.includes(feature)) {
        throw usage(`There is no feature "${feature}".`, `Use one of: ${measuredFeatures.join(", ")}.`);
      }
      const folder = await mkdtemp(join(tmpdir(), "plinth-rules-"));
      try {
        const database = await openDatabase({ url: join(folder, "sample.db"), migrations });
        const measured = await measureAccess(database, feature).finally(() => database.close());
        show(command, measured, `${accessTable(measured)}\n\n${accessLegend}`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}
