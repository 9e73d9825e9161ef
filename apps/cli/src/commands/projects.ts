import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { listWorkspaces } from "../find-project.ts";
import { columns, type GlobalOptions, show } from "../output.ts";

interface Options extends GlobalOptions {
  workspace?: string;
}

export function projectsCommand(parent: Command): void {
  parent
    .command("projects")
    .description("list the projects you are in")
    .option("--workspace <slug>", "only those of one workspace")
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const client = await connectSignedIn(options);
      const workspaces = await listWorkspaces(client, options.workspace);
      const lists = await Promise.all(
        workspaces.map(async ({ id, slug }) => {
          const projects = await client.projects.list.query({ workspaceId: id });
          return projects.map((project) => ({ ...project, workspace: slug }));
        }),
      );
      const projects = lists.flat();
      const rows = projects.map(({ key, workspace, openTasks, doneTasks, name }) => [
        key,
        workspace,
        String(openTasks),
        String(doneTasks),
        name,
      ]);
      const text =
        rows.length > 0 ? columns(["KEY", "WORKSPACE", "OPEN", "DONE", "NAME"], rows) : "There is no project yet.";
      show(command, projects, text);
    });
}
