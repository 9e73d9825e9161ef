import { readGithubIssues } from "@plinth/client/import";
import type { Command } from "commander";
import { importFile } from "../import-file.ts";

const NOTES = `
The file comes from GitHub's own command line:
  $ gh issue list --state all --limit 100000 --json number,title,body,state,stateReason,labels,assignees,author,comments,createdAt,updatedAt,closedAt,url > issues.json

Importing again updates what has changed and duplicates nothing.

Example:
  $ plinth import github issues.json --project APO`;

export function importGithubCommand(parent: Command): void {
  parent
    .command("github")
    .description("import an export of GitHub issues, with their comments")
    .argument("<file>", "the export, as JSON")
    .requiredOption("--project <key>", "the project, such as APO")
    .option("--workspace <slug>", "the workspace, where several have such a project")
    .addHelpText("after", NOTES)
    .action((file: string, _: unknown, command: Command) =>
      importFile(command, file, { source: "github", read: readGithubIssues }),
    );
}
