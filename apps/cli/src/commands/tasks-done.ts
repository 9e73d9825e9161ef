import type { Client } from "@plinth/client";
import { isClosed } from "@plinth/server/inputs";
import type { Command } from "commander";
import { connectSignedIn } from "../connect.ts";
import { findProject } from "../find-project.ts";
import { type GlobalOptions, plain, show } from "../output.ts";
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

/** A task, and the status it goes to; without one it is done already. */
interface Found extends Finished {
  id: string;
  projectId: string;
  to?: string;
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
      // All are looked at before the first is changed, so that a refusal leaves nothing half done.
      const found: Found[] = [];
      for (const key of wanted) found.push(await findOpen(client, key, options.workspace));
      const finished: Finished[] = [];
      for (const task of found) finished.push(await finish(client, task));
      const lines = finished.map(({ key, title, status, changed }) =>
        changed ? `${key}  ${plain(title)}: ${plain(status)}` : `${key}  ${plain(title)}: was ${plain(status)} already`,
      );
      show(command, finished, lines.join("\n"));
    });
}

async function findOpen(client: Client, { project: name, number }: TaskKey, workspace?: string): Promise<Found> {
  const project = await findProject(client, name, workspace);
  const [task, statuses] = await Promise.all([
    client.tasks.getByNumber.query({ projectId: project.id, number }),
    client.statuses.list.query({ projectId: project.id }),
  ]);
  const key = `${project.key}-${number}`;
  const now = statuses.find(({ id }) => id === task.statusId);
  const found = { id: task.id, projectId: project.id, key, title: task.title };
  if (now?.category === "done") return { ...found, status: now.name, changed: false };
  if (now && isClosed(now.category)) {
    throw new Stop(`${key} is not to be done any more: it is ${plain(now.name)}.`, {
      hint: "If it is done after all, give it another status in the browser. Nothing was changed.",
    });
  }
  const done = statuses.find(({ category }) => category === "done");
  if (!done) throw new Stop(`${project.key} has no status that means done.`);
  return { ...found, status: done.name, changed: true, to: done.id };
}

async function finish(client: Client, { id, projectId, to, ...finished }: Found): Promise<Finished> {
  // Unlike `update` this asks for no version: what somebody else changes meanwhile does not matter.
  if (to) await client.tasks.updateMany.mutate({ projectId, ids: [id], statusId: to });
  return finished;
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
