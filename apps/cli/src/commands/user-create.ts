import { randomUUID } from "node:crypto";
import type { Database } from "@plinth/database";
import { accountInputs } from "@plinth/server/inputs";
import type { Command } from "commander";
import { openOwnDatabase } from "../open-database.ts";
import { type GlobalOptions, plain, show } from "../output.ts";
import { askSecret } from "../prompt.ts";
import { Stop } from "../stop.ts";

interface Options extends GlobalOptions {
  email: string;
  name: string;
  operator?: boolean;
}

const NOTES = `
Works on DATABASE_URL itself, not through a server (default: data/plinth.db). The password is asked for, or read from
standard input.

Examples:
  $ plinth user create --email ada@example.com --name "Ada Lovelace" --operator
  $ pass show plinth | plinth user create --email bob@example.com --name Bob`;

export function userCreateCommand(parent: Command): void {
  parent
    .command("create")
    .description("create an account")
    .requiredOption("--email <address>", "what they sign in with")
    .requiredOption("--name <name>", "what others see")
    .option("--operator", "may run this installation; the first account must")
    .addHelpText("after", NOTES)
    .action(async (_: unknown, command: Command) => {
      const { email, name, operator = false } = command.optsWithGlobals<Options>();
      const password = await askSecret("password");
      const parsed = accountInputs.NewAccount.safeParse({ email, name, password });
      if (!parsed.success) {
        throw new Stop(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
      }
      const { database } = await openOwnDatabase();
      const user = await create(database, parsed.data, operator).finally(() => database.close());
      const account = { id: user.id, email: user.email, name: user.name, operator };
      show(command, account, `Created ${plain(user.name)} <${user.email}>${operator ? ", operator" : ""}.`);
    });
}

async function create(
  database: Database,
  account: { email: string; name: string; password: string },
  operator: boolean,
) {
  const [{ createAccount }, { createLog, Failure, system }] = await Promise.all([
    import("@plinth/server"),
    import("@plinth/kernel"),
  ]);
  const ctx = { actor: system, now: new Date(), requestId: randomUUID(), log: createLog("silent") };
  const write: Parameters<typeof createAccount>[0]["write"] = (work) =>
    database.write((db) => work({ ...ctx, db }), { name: "createAccount" });
  return createAccount({ write }, account, { operator }).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    throw new Stop(error.message, error.code === "BAD_REQUEST" ? { hint: "Add --operator." } : {});
  });
}
