import { callProcedure } from "@plinth/client";
import { type Command, Option } from "commander";
import { connect } from "../connect.ts";
import type { GlobalOptions } from "../output.ts";
import { readInput } from "../prompt.ts";
import { usage } from "../stop.ts";

interface Options extends GlobalOptions {
  query?: boolean;
  mutation?: boolean;
}

const EXAMPLES = `
Examples:
  $ plinth call accounts.me
  $ plinth call workspaces.create '{"name":"Acme"}'
  $ plinth call tasks.create - < task.json`;

export function callCommand(parent: Command): void {
  parent
    .command("call")
    .description("call any procedure of the API and print its answer as JSON")
    .argument("<procedure>", "its path, such as tasks.list")
    .argument("[input]", "its input as JSON; - reads standard input")
    .addOption(new Option("--query", "call it as a query").conflicts("mutation"))
    .option("--mutation", "call it as a mutation (default: the server is asked which it is)")
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, given: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const input = parseInput(given === "-" ? await readInput() : given);
      const { client } = await connect(options);
      const kind = options.query ? "query" : options.mutation ? "mutation" : undefined;
      const answer = await callProcedure(client, { path, input, ...(kind && { kind }) });
      process.stdout.write(`${JSON.stringify(answer ?? null, null, 2)}\n`);
    });
}

function parseInput(given: string | undefined): unknown {
  if (given === undefined) return undefined;
  try {
    return JSON.parse(given);
  } catch (error) {
    throw usage(`The input is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
