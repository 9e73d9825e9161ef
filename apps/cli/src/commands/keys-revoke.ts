import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { type GlobalOptions, plain, show } from "../output.ts";
import { Stop } from "../stop.ts";

export function keysRevokeCommand(parent: Command): void {
  parent
    .command("revoke")
    .description("end one of your keys, at once")
    .argument("<key>", "what it begins with, as `keys list` shows it, or its id")
    .action(async (named: string, _: unknown, command: Command) => {
      const client = await connectSignedIn(command.optsWithGlobals<GlobalOptions>());
      const keys = await client.apiKeys.list.query();
      const key = keys.find(({ id, prefix }) => id === named || prefix === named || named.startsWith(`${prefix}_`));
      if (!key)
        throw new Stop(`You have no key ${plain(named.slice(0, 12))}.`, {
          hint: "See what there is: plinth keys list",
        });
      await client.apiKeys.revoke.mutate({ id: key.id });
      show(command, { id: key.id }, `Revoked ${key.prefix}, "${plain(key.name)}".`);
    });
}
