import type { Command } from "commander";
import { connect } from "../connect.ts";
import { saveCredentials } from "../credentials.ts";
import { readEnvironment } from "../env.ts";
import { type GlobalOptions, remark, show } from "../output.ts";
import { ask, askSecret } from "../prompt.ts";

interface Options extends GlobalOptions {
  email?: string;
}

const EXAMPLES = `
Examples:
  $ plinth login
  $ plinth login --url https://tracker.example.com
  $ pass show plinth | plinth login --email ada@example.com`;

export function loginCommand(parent: Command): void {
  parent
    .command("login")
    .description("sign in, and stay signed in on this machine")
    .option("--email <address>", "the account; the password then may come on standard input")
    .addHelpText("after", EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { url, client } = await connect(options);
      const email = options.email ?? (await ask("e-mail"));
      const password = await askSecret("password");
      const { token } = await client.sessions.signIn.mutate({ email, password, as: "token" });
      const env = readEnvironment();
      const file = await saveCredentials(env.configFolder, { url, session: token ?? "" });
      if (env.session) remark("PLINTH_SESSION is set and is used instead of this session.");
      show(command, { url, email, file }, `Signed in to ${url} as ${email}.`);
    });
}
