import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { type GlobalOptions, plain, show } from "../output.ts";

export function whoamiCommand(parent: Command): void {
  parent
    .command("whoami")
    .description("show who is signed in")
    .action(async (_: unknown, command: Command) => {
      const client = await connectSignedIn(command.optsWithGlobals<GlobalOptions>());
      const me = await client.accounts.me.query();
      show(command, me, `${plain(me.name)} <${me.email}>${me.operator ? ", operator" : ""}`);
    });
}
