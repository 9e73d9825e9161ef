import { type Client, callProcedure, type DryRunReport, isFailure } from "@plinth/client";
import { type Command, Option } from "commander";
import { connect } from "../connect.ts";
import { type GlobalOptions, show } from "../output.ts";
import { plannedChanges } from "../planned-changes.ts";
import { readInput } from "../prompt.ts";
import { usage } from "../stop.ts";

interface Options extends GlobalOptions {
  query?: boolean;
  mutation?: boolean;
  dryRun?: boolean;
}

const EXAMPLES = `
Examples:
  $ plinth call accounts.me
  $ plinth call workspaces.create '{"name":"Acme"}'
  $ plinth call tasks.create - < task.json
  $ plinth call tasks.delete '{"id":"…"}' --dry-run`;

export function callCommand(parent: Command): void {
  parent
    .command("call")
    .description("call any procedure of the API and print its answer as JSON")
    .argument("<procedure>", "its path, such as tasks.list")
    .argument("[input]", "its input as JSON; - reads standard input")
    .addOption(new Option("--query", "call it as a query").conflicts("mutation"))
    .option("--mutation", "call it as a mutation (default: the server is asked which it is)")
    .addOption(new Option("--dry-run", "change nothing, and print what a mutation would change").conflicts("query"))
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, given: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const input = parseInput(given === "-" ? await readInput() : given);
      const { client } = await connect(options);
      if (options.dryRun) {
        const { answer, report } = await runDry(client, path, input);
        show(command, { answer, ...report }, plannedChanges(report, answer));
        return;
      }
      const kind = options.query ? "query" : options.mutation ? "mutation" : undefined;
      const answer = await callProcedure(client, { path, input, ...(kind && { kind }) });
      process.stdout.write(`${JSON.stringify(answer ?? null, null, 2)}\n`);
    });
}

async function runDry(client: Client, path: string, input: unknown) {
  let report: DryRunReport = { rows: [], events: [], more: 0 };
  const dryRun = (told: DryRunReport) => {
    report = told;
  };
  try {
    return { answer: await callProcedure(client, { path, input, dryRun }), report };
  } catch (error) {
    if (isFailure(error, "METHOD_NOT_SUPPORTED")) throw usage(`${path} is a query: it changes nothing.`);
    throw error;
  }
}

function parseInput(given: string | undefined): unknown {
  if (given === undefined) return undefined;
  try {
    return JSON.parse(given);
  } catch (error) {
    throw usage(`The input is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}
