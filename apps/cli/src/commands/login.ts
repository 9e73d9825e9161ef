import type { RouterOutputs } from "@plinth/client";
import type { Command } from "commander";
import { connect } from "../connect.ts";
import { saveCredentials } from "../credentials.ts";
import { readEnvironment } from "../env.ts";
import { type GlobalOptions, remark, show } from "../output.ts";
import { ask, askSecret } from "../prompt.ts";
import { usage } from "../stop.ts";

type Client = Awaited<ReturnType<typeof connect>>["client"];
type Question = NonNullable<RouterOutputs["sessions"]["signIn"]["secondFactor"]>;

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
      const { token, secondFactor } = await client.sessions.signIn.mutate({ email, password, as: "token" });
      const session = secondFactor ? await confirmSignIn(client, secondFactor) : token;
      const env = readEnvironment();
      const file = await saveCredentials(env.configFolder, { url, session: session ?? "" });
      if (env.session) remark("PLINTH_SESSION is set and is used instead of this session.");
      show(command, { url, email, file }, `Signed in to ${url} as ${email}.`);
    });
}

/** The second step: a code of an app, or one of the recovery codes, which are longer. */
async function confirmSignIn(client: Client, { ticket, methods }: Question): Promise<string | null> {
  const isCode = (method: string) => method === "totp" || method === "recovery";
  if (!methods.some(isCode)) throw usage("This account signs in with a passkey, which a terminal cannot ask for.");
  const code = await ask("code of your app, or a recovery code");
  const confirm = code.replaceAll(/[\s-]/g, "").length > 6 ? client.recoveryCodes : client.totp;
  return (await confirm.confirmSignIn.mutate({ ticket, code })).token;
}
