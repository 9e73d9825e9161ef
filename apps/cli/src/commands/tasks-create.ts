import { priorities } from "@plinth/server/inputs";
import { type Command, Option } from "commander";
import { connectSignedIn } from "../connect.ts";
import { findProject } from "../find-project.ts";
import { repeated, wholeNumber } from "../options.ts";
import { type GlobalOptions, plain, show } from "../output.ts";
import { loadNames } from "../project-names.ts";
import { readInput } from "../prompt.ts";

interface Options extends GlobalOptions {
  project: string;
  workspace?: string;
  body?: string;
  status?: string;
  priority: (typeof priorities)[number];
  assignee?: string;
  label?: string[];
  due?: string;
  estimate?: number;
}

const EXAMPLES = `
Examples:
  $ plinth tasks create "Write the guide" --project APO --priority high --assignee me
  $ plinth tasks create "Release notes" --project APO --body - < notes.md`;

export function tasksCreateCommand(parent: Command): void {
  parent
    .command("create")
    .description("create a task")
    .argument("<title>", "what is to be done")
    .requiredOption("--project <key>", "the project, such as APO")
    .option("--workspace <slug>", "the workspace, where several have such a project")
    .option("--body <markdown>", "more about it; - reads standard input")
    .option("--status <name>", "where it starts (default: the project's first status)")
    .addOption(new Option("--priority <level>", "how much it matters").choices(priorities).default("none"))
    .option("--assignee <who>", "me, or a member's name or e-mail address")
    .option("--label <name>", "a label of the project; can be repeated", repeated)
    .option("--due <date>", "when it is due, such as 2026-12-01")
    .option("--estimate <points>", "how much work it is", wholeNumber(0))
    .addHelpText("after", EXAMPLES)
    .action(async (title: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const client = await connectSignedIn(options);
      const project = await findProject(client, options.project, options.workspace);
      const names = await loadNames(client, project);
      const { status, assignee, priority, due, estimate } = options;
      const task = await client.tasks.create.mutate({
        projectId: project.id,
        title,
        priority,
        labelIds: (options.label ?? []).map(names.labelId),
        dueOn: due ?? null,
        estimate: estimate ?? null,
        assigneeId: assignee === undefined ? null : names.memberId(assignee),
        body: options.body === "-" ? await readInput() : (options.body ?? ""),
        ...(status && { statusId: names.statusId(status) }),
      });
      const key = `${project.key}-${task.number}`;
      show(command, { ...task, key }, `${key}  ${plain(task.title)}`);
    });
}
