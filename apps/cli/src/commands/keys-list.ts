import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { columns, type GlobalOptions, show } from "../output.ts";

export function keysListCommand(parent: Command): void {
  parent
    .command("list")
    .description("list your keys")
    .action(async (_: unknown, command: Command) => {
      const client = await connectSignedIn(command.optsWithGlobals<GlobalOptions>());
      const keys = await client.apiKeys.list.query();
      const rows = keys.map((key) => [
        ...[key.prefix, key.name, key.scopes.join(",")],
        key.workspaceId === null ? "all" : (key.workspaceName ?? "one you left"),
        ...[key.expired ? "expired" : dayOf(key.expiresAt), key.lastUsedAt ? dayOf(key.lastUsedAt) : "never"],
      ]);
      const header = ["KEY", "NAME", "SCOPES", "WORKSPACE", "EXPIRES", "LAST USED"];
      show(command, keys, rows.length > 0 ? columns(header, rows) : "You have no keys.");
    });
}

const dayOf = (moment: string) => moment.slice(0, 10);
