import type { Client } from "@plinth/client";
import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { findProject } from "../find-project.ts";
import { type GlobalOptions, plain, show } from "../output.ts";
import { isClosed } from "../project-names.ts";
import { Stop, usage } from "../stop.ts";

interface Options extends GlobalOptions {
  workspace?: string;
}

interface Finished {
  key: string;
  title: string;
  status: string;
  changed: boolean;
}

const EXAMPLES = `
Examples:
  $ plinth tasks done APO-12
  $ plinth tasks done APO-12 APO-15 --workspace acme`;

export function tasksDoneCommand(parent: Command): void {
  parent
    .command("done")
    .description("put tasks into their project's first status that means done")
    .argument("<tasks...>", "such as APO-12")
    .option("--workspace <slug>", "the workspace, where several have such a project")
    .addHelpText("after", EXAMPLES)
    .action(async (keys: string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const wanted = keys.map(parseKey);
      const client = await connectSignedIn(options);
      const finished: Finished[] = [];
      for (const key of wanted) finished.push(await finish(client, key, options.workspace));
      const lines = finished.map(({ key, title, status, changed }) =>
        changed ? `${key}  ${plain(title)}: ${plain(status)}` : `${key}  ${plain(title)}: was ${plain(status)} already`,
      );
      show(command, finished, lines.join("\n"));
    });
}

async function finish(client: Client, { project: name, number }: TaskKey, workspace?: string): Promise<Finished> {
  const project = await findProject(client, name, workspace);
  const [task, statuses] = await Promise.all([
    client.tasks.getByNumber.query({ projectId: project.id, number }),
    client.statuses.list.query({ projectId: project.id }),
  ]);
  const key = `${project.key}-${number}`;
  const now = statuses.find(({ id }) => id === task.statusId);
  if (now && isClosed(now)) return { key, title: task.title, status: now.name, changed: false };
  const done = statuses.find(({ category }) => category === "done");
  if (!done) throw new Stop(`${project.key} has no status that means done.`);
  // Unlike `update` this asks for no version: what somebody else changes meanwhile does not matter.
  await client.tasks.updateMany.mutate({ projectId: project.id, ids: [task.id], statusId: done.id });
  return { key, title: task.title, status: done.name, changed: true };
}

interface TaskKey {
  project: string;
  number: number;
}

function parseKey(key: string): TaskKey {
  const [, project, number] = /^([a-z][a-z0-9]*)-([1-9]\d{0,8})$/i.exec(key) ?? [];
  if (!project) throw usage(`"${key}" is not a task such as APO-12.`);
  return { project, number: Number(number) };
}
