import type { Client, RouterInputs, RouterOutputs } from "@plinth/client";
import { isClosed } from "@plinth/server/inputs";
import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { findProject } from "../find-project.ts";
import { repeated, wholeNumber } from "../options.ts";
import { columns, type GlobalOptions, remark, show } from "../output.ts";
import { loadNames, type ProjectNames } from "../project-names.ts";

interface Options extends GlobalOptions {
  project: string;
  workspace?: string;
  status?: string[];
  assignee?: string;
  label?: string[];
  text?: string;
  all?: boolean;
  limit: number;
}

type Filter = RouterInputs["tasks"]["list"];
type Task = RouterOutputs["tasks"]["list"]["tasks"][number];

const PAGE = 200;

const EXAMPLES = `
Examples:
  $ plinth tasks list --project APO
  $ plinth tasks list --project APO --assignee me --status "In progress"
  $ plinth tasks list --project APO --all --limit 1000 --json`;

export function tasksListCommand(parent: Command): void {
  parent
    .command("list")
    .description("list the open tasks of a project, newest first")
    .requiredOption("--project <key>", "the project, such as APO")
    .option("--workspace <slug>", "the workspace, where several have such a project")
    .option("--status <name>", "only tasks in this status; can be repeated", repeated)
    .option("--assignee <who>", "only those of me, of a member, or of nobody (none)")
    .option("--label <name>", "only tasks with this label; can be repeated", repeated)
    .option("--text <words>", "only tasks with this in their title")
    .option("--all", "also tasks that are done or cancelled")
    .option("--limit <number>", "at most so many", wholeNumber(1), 50)
    .addHelpText("after", EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const client = await connectSignedIn(options);
      const project = await findProject(client, options.project, options.workspace);
      const names = await loadNames(client, project);
      const { tasks, more } = await listTasks(client, filterOf(project.id, options, names), options.limit);
      const named = tasks.map((task) => ({
        ...task,
        key: `${project.key}-${task.number}`,
        status: names.statusName(task.statusId),
        assignee: names.memberName(task.assigneeId),
      }));
      const rows = named.map((task) => [task.key, task.status, task.priority, task.assignee ?? "", task.title]);
      const text = columns(["TASK", "STATUS", "PRIORITY", "ASSIGNEE", "TITLE"], rows);
      show(command, named, rows.length > 0 ? text : "No task matches.");
      if (more) remark(`There are more; raise --limit ${options.limit}.`);
    });
}

function filterOf(projectId: string, options: Options, names: ProjectNames): Filter {
  const { status, assignee, label, text, all } = options;
  const open = names.statuses.filter((known) => !isClosed(known.category)).map(({ id }) => id);
  const statusIds = status ? status.map(names.statusId) : all ? undefined : open;
  return {
    projectId,
    ...(statusIds && { statusIds }),
    ...(assignee && { assigneeIds: [assignee === "none" ? null : names.memberId(assignee)] }),
    ...(label && { labelIds: label.map(names.labelId) }),
    ...(text && { text }),
  };
}

async function listTasks(client: Client, filter: Filter, limit: number): Promise<{ tasks: Task[]; more: boolean }> {
  const tasks: Task[] = [];
  let cursor: string | null = null;
  do {
    const size = Math.min(PAGE, limit - tasks.length);
    const page: RouterOutputs["tasks"]["list"] = await client.tasks.list.query({
      ...filter,
      limit: size,
      ...(cursor && { cursor }),
    });
    tasks.push(...page.tasks);
    cursor = page.nextCursor;
  } while (cursor && tasks.length < limit);
  return { tasks, more: cursor !== null };
}
