import { CommanderError } from "commander";
import { explain } from "./explain.ts";
import type { GlobalOptions } from "./output.ts";
import { createProgram } from "./program.ts";
import { exitCodes } from "./stop.ts";

// A reader that goes away (`| head`) has seen enough.
process.stdout.on("error", () => process.exit(exitCodes.ok));

const program = createProgram();
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error, program.opts<GlobalOptions>().json === true);
}

function report(error: unknown, json: boolean): number {
  // Help was shown: because it was asked for, or because a command was missing.
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
  if (error instanceof CommanderError && error.code === "commander.help") return exitCodes.usage;
  const explanation = explain(error);
  if (!explanation) {
    console.error(error);
    return exitCodes.refused;
  }
  const { exitCode, ...said } = explanation;
  if (json) console.error(JSON.stringify({ error: said }, null, 2));
  else console.error([said.message, said.hint].filter(Boolean).join("\n"));
  return exitCode;
}
