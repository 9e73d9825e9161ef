import type { Command } from "commander";
import { type Connection, clientFor, connect } from "../connect.ts";
import { saveCredentials } from "../credentials.ts";
import { readEnvironment } from "../env.ts";
import { loginByBrowser } from "../login-by-browser.ts";
import { type GlobalOptions, plain, remark, show } from "../output.ts";
import { askSecret } from "../prompt.ts";
import { Stop } from "../stop.ts";

interface Options extends GlobalOptions {
  email?: string;
  browser: boolean;
}

const EXAMPLES = `
Prints an address and a code. Whoever opens the address, on any machine, and approves the code there signs this terminal in.

Examples:
  $ plinth login
  $ plinth login --url https://tracker.example.com
  $ plinth login --no-browser
  $ pass show plinth | plinth login --email ada@example.com`;

export function loginCommand(parent: Command): void {
  parent
    .command("login")
    .description("sign in through the browser, and stay signed in on this machine")
    .option("--no-browser", "print the address, and open nothing")
    .option("--email <address>", "sign in by password instead, which may come on standard input")
    .addHelpText("after", EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { email, browser, ...options } = command.optsWithGlobals<Options>();
      const connection = await connect(options);
      const session =
        email === undefined ? await loginByBrowser(connection, { browser }) : await byPassword(connection, email);
      const env = readEnvironment();
      const { url } = connection;
      const file = await saveCredentials(env.configFolder, { url, session });
      if (env.key) remark("PLINTH_KEY is set and is used instead of this session.");
      else if (env.session) remark("PLINTH_SESSION is set and is used instead of this session.");
      const who = email ?? (await clientFor(url, { session }).accounts.me.query()).email;
      show(command, { url, email: who, file }, `Signed in to ${url} as ${plain(who)}.`);
    });
}

async function byPassword({ client }: Connection, email: string): Promise<string> {
  const password = await askSecret("password");
  const { token } = await client.sessions.signIn.mutate({ email, password, as: "token" });
  if (!token)
    throw new Stop("This account asks for a second factor.", { hint: "Sign in through the browser: plinth login" });
  return token;
}
