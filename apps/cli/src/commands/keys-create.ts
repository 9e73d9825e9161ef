import { type Client, needsProof, type RouterInputs } from "@plinth/client";
import type { Command } from "commander";
import { clientFor, connect, connectSignedIn } from "../connect.ts";
import { loadCredentials, saveCredentials } from "../credentials.ts";
import { readEnvironment } from "../env.ts";
import { listWorkspaces } from "../find-project.ts";
import { repeated, wholeNumber } from "../options.ts";
import { type GlobalOptions, remark, show } from "../output.ts";
import { askSecret } from "../prompt.ts";
import { Stop } from "../stop.ts";

type NewKey = RouterInputs["apiKeys"]["create"];

interface Options extends GlobalOptions {
  scope: NewKey["scopes"];
  workspace?: string;
  days?: number;
}

const NOTES = `
Prints the key on standard output, once. What it may do is what its scopes say, and never more than you may. Making one takes your password
again, or a code of your app where you have no password; either may come on standard input.

Examples:
  $ plinth keys create "Nightly import" --scope tasks:write --workspace acme
  $ plinth keys create Reports --scope "*:read" --days 30`;

export function keysCreateCommand(parent: Command): void {
  parent
    .command("create")
    .description("make a key that acts for you")
    .argument("<name>", "what you will know it again by")
    .requiredOption(
      "--scope <scope>",
      "what it may do, such as tasks:read, tasks:write or *:read (repeatable)",
      repeated,
    )
    .option("--workspace <slug>", "limit it to one workspace")
    .option("--days <number>", "how long it counts, at most 365 (default 90)", wholeNumber(1))
    .addHelpText("after", NOTES)
    .action(async (name: string, _: unknown, command: Command) => {
      const { scope: scopes, workspace, days, ...options } = command.optsWithGlobals<Options>();
      const client = await connectSignedIn(options);
      const [{ id: workspaceId } = {}] = workspace === undefined ? [] : await listWorkspaces(client, workspace);
      const input = { name, scopes, ...(workspaceId && { workspaceId }), ...(days && { expiresInDays: days }) };
      const made = await client.apiKeys.create.mutate(input).catch(async (error: unknown) => {
        if (!needsProof(error)) throw error;
        return (await proved(options)).apiKeys.create.mutate(input);
      });
      remark(`It is not shown again, and counts until ${made.expiresAt.slice(0, 10)}.`);
      show(command, made, made.token);
    });
}

/** A client of whoever has signed in here, once they have proved that it is still them, in a way that a terminal can ask for. */
async function proved(options: GlobalOptions): Promise<Client> {
  const { url, session, client } = await connect(options);
  const { configFolder } = readEnvironment();
  const hint = `Make it in the browser: ${url}/account/keys`;
  // Their session goes on under another token, which has to be kept.
  if (!session || (await loadCredentials(configFolder))?.session !== session) {
    throw new Stop("Making a key takes a proof that it is you.", { hint });
  }
  const { methods } = await client.sessions.waysToProve.query();
  const as = "token";
  let proof: { token: string | null };
  if (methods.includes("password")) {
    proof = await client.sessions.prove.mutate({ password: await askSecret("password"), as });
  } else if (methods.includes("code")) {
    proof = await client.totp.prove.mutate({ code: await askSecret("code of your app"), as });
  } else {
    const by = methods.includes("passkey") ? "a passkey" : "a code in a mail";
    throw new Stop(`Making a key takes a proof that it is you, which you give by ${by}.`, { hint });
  }
  const { token } = proof;
  await saveCredentials(configFolder, { url, session: token ?? "" });
  return clientFor(url, { session: token ?? "" });
}
