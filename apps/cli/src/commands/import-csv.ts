import { type CsvMapping, readCsv } from "@plinth/client/import";
import type { Command } from "commander";
import { type ImportOptions, importFile } from "../import-file.ts";
import { repeated } from "../options.ts";
import { usage } from "../stop.ts";

interface Options extends ImportOptions {
  map: string[];
}

const fields = [
  ...(["title", "body", "status", "priority", "labels", "assignee"] as const),
  ...(["dueOn", "estimate", "externalId", "createdAt", "closed"] as const),
] satisfies (keyof CsvMapping)[];

const NOTES = `
Fields: ${fields.join(", ")}.
With externalId, importing again updates what has changed; without it, a row that changed becomes another task.

Examples:
  $ plinth import csv tasks.csv --project APO --map title=Summary
  $ plinth import csv tasks.csv --project APO --map title=Summary,status=Status,externalId=Key --map "dueOn=Due date"`;

export function importCsvCommand(parent: Command): void {
  parent
    .command("csv")
    .description("import tasks from CSV with a header")
    .argument("<file>", "the file")
    .requiredOption("--map <field=column,...>", "which column holds what; can be repeated", repeated)
    .requiredOption("--project <key>", "the project, such as APO")
    .option("--workspace <slug>", "the workspace, where several have such a project")
    .addHelpText("after", NOTES)
    .action((file: string, _: unknown, command: Command) => {
      const mapping = parseMapping(command.optsWithGlobals<Options>().map);
      return importFile(command, file, { source: "csv", read: (chunks) => readCsv(chunks, mapping) });
    });
}

/** Columns may have commas in their names: only one with `field=` behind it separates. */
function parseMapping(given: string[]): CsvMapping {
  const mapping: Partial<CsvMapping> = {};
  for (const pair of given.flatMap((list) => list.split(/,(?=\s*\w+=)/))) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, at).trim();
    const field = fields.find((known) => known === name);
    if (at < 1 || !field) throw usage(`"${pair}" maps no known field.`, `The fields are: ${fields.join(", ")}`);
    mapping[field] = pair.slice(at + 1).trim();
  }
  const { title } = mapping;
  if (!title) throw usage("No column is mapped to title.", "Add --map title=… with the name of a column.");
  return { ...mapping, title };
}
