import { VERSION } from "@plinth/client";
import { Command } from "commander";
import { auditExportCommand } from "./commands/audit-export.ts";
import { auditVerifyCommand } from "./commands/audit-verify.ts";
import { callCommand } from "./commands/call.ts";
import { importCsvCommand } from "./commands/import-csv.ts";
import { importGithubCommand } from "./commands/import-github.ts";
import { keysCreateCommand } from "./commands/keys-create.ts";
import { keysListCommand } from "./commands/keys-list.ts";
import { keysRevokeCommand } from "./commands/keys-revoke.ts";
import { loginCommand } from "./commands/login.ts";
import { logoutCommand } from "./commands/logout.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { newFeatureCommand } from "./commands/new-feature.ts";
import { projectsCommand } from "./commands/projects.ts";
import { rulesCommand } from "./commands/rules.ts";
import { tasksCreateCommand } from "./commands/tasks-create.ts";
import { tasksDoneCommand } from "./commands/tasks-done.ts";
import { tasksListCommand } from "./commands/tasks-list.ts";
import { userCreateCommand } from "./commands/user-create.ts";
import { whoamiCommand } from "./commands/whoami.ts";

const EPILOGUE = `
Examples:
  $ plinth login --url https://tracker.example.com
  $ plinth tasks list --project APO --assignee me
  $ plinth tasks create "Write the guide" --project APO --due 2026-12-01
  $ plinth tasks list --project APO --json | jq -r '.[].title'

Environment:
  PLINTH_URL         the server, before the one of the last login
  PLINTH_SESSION     the session token, before the one of the last login
  PLINTH_KEY         the API key, before any session; keep it out of shell histories, where --key ends up
  PLINTH_CONFIG_DIR  where login keeps its token (default ~/.config/plinth)
  DATABASE_URL       the database that migrate, user create and audit verify work on

Exit codes:
  0 done   1 refused   2 wrong usage   3 no server answers`;

/** The map of the command line. */
export function createProgram(): Command {
  const program = new Command("plinth")
    .description("Works with a Plinth server from the terminal.")
    .version(VERSION, "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .option("--url <address>", "the server to call")
    .option("--key <token>", "the API key to call it with")
    .option("--json", "print JSON, errors included")
    .configureHelp({ showGlobalOptions: true })
    // main.ts says what is wrong, as text or as JSON.
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText("after", EPILOGUE);
  loginCommand(program);
  logoutCommand(program);
  whoamiCommand(program);
  const keys = program.command("keys").description("manage the keys that scripts act for you by");
  keysListCommand(keys);
  keysCreateCommand(keys);
  keysRevokeCommand(keys);
  projectsCommand(program);
  const tasks = program.command("tasks").description("list, create and finish tasks");
  tasksListCommand(tasks);
  tasksCreateCommand(tasks);
  tasksDoneCommand(tasks);
  const imports = program.command("import").description("bring tasks in from elsewhere");
  importGithubCommand(imports);
  importCsvCommand(imports);
  const audit = program.command("audit").description("check and take out what happened");
  auditVerifyCommand(audit);
  auditExportCommand(audit);
  callCommand(program);
  migrateCommand(program);
  rulesCommand(program);
  const make = program.command("new").description("write what a product starts from, in this repository");
  newFeatureCommand(make);
  const user = program.command("user").description("manage accounts, on the server's machine");
  userCreateCommand(user);
  return program;
}
