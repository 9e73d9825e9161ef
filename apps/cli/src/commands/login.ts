import type { Client, RouterOutputs } from "@plinth/client";
import type { Command } from "commander";
import { type Connection, clientFor, connect } from "../connect.ts";
import { saveCredentials } from "../credentials.ts";
import { type Environment, readEnvironment } from "../env.ts";
import { loginByBrowser } from "../login-by-browser.ts";
import { type GlobalOptions, plain, show } from "../output.ts";
import { askSecret } from "../prompt.ts";
import { Stop, usage } from "../stop.ts";

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
  $ pass show plinth | plinth login --email ada@example.com

Where the account asks for a second factor, the next line of standard input is a code of the app, or a recovery code.`;

export function loginCommand(parent: Command): void {
  parent
    .command("login")
    .description("sign in through the browser, and stay signed in on this machine")
    .option("--no-browser", "print the address, and open nothing")
    .option("--email <address>", "sign in by password instead, which may come on standard input")
    .addHelpText("after", EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const { email, browser, ...options } = command.optsWithGlobals<Options>();
      const env = readEnvironment();
      requireNobodyElse(options, env);
      const connection = await connect(options);
      const session =
        email === undefined ? await loginByBrowser(connection, { browser }) : await byPassword(connection, email);
      const { url } = connection;
      const file = await saveCredentials(env.configFolder, { url, session });
      const who = email ?? (await clientFor(url, { session }).accounts.me.query()).email;
      show(command, { url, email: who, file }, `Signed in to ${url} as ${plain(who)}.`);
    });
}

/** Whatever comes before a stored session would be used instead of it by every command from then on. */
function requireNobodyElse({ key }: GlobalOptions, env: Environment): void {
  if (key !== undefined) throw usage("A key signs nobody in.", "Leave --key out.");
  const set = env.key ? "PLINTH_KEY" : env.session && "PLINTH_SESSION";
  if (!set) return;
  throw new Stop(`${set} is set, and every command would go on using it instead of what you sign in to.`, {
    hint: `Unset ${set} first: unset ${set}`,
  });
}

async function byPassword({ client }: Connection, email: string): Promise<string> {
  const password = await askSecret("password");
  const { token, secondFactor } = await client.sessions.signIn.mutate({ email, password, as: "token" });
  return token ?? (secondFactor ? await bySecondFactor(client, secondFactor) : "");
}

type SecondFactor = NonNullable<RouterOutputs["sessions"]["signIn"]["secondFactor"]>;

/** What a terminal can ask for: a code of an app, or a recovery code. */
async function bySecondFactor(client: Client, { ticket, methods }: SecondFactor): Promise<string> {
  const names = [methods.includes("totp") && "code of your app", methods.includes("recovery") && "recovery code"];
  const asked = names.filter((name) => name !== false).join(" or ");
  if (!asked) {
    throw new Stop("This account asks for a passkey, which takes a browser.", { hint: "Sign in with: plinth login" });
  }
  const code = await askSecret(asked);
  const { confirmSignIn } = /^[\d\s]+$/.test(code) ? client.totp : client.recoveryCodes;
  return (await confirmSignIn.mutate({ ticket, code })).token ?? "";
}
