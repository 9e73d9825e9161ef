// Makes a task of every line of standard input.
//
//   npx pnpm tsx examples/create-tasks.ts acme APO < tasks.txt
//
// PLINTH_URL names the server (default http://localhost:3000), PLINTH_SESSION a session there. `npx pnpm plinth login` makes one and
// leaves it in ~/.config/plinth/credentials.json:
//
//   export PLINTH_SESSION=$(jq -r .session ~/.config/plinth/credentials.json)

import { createInterface } from "node:readline";
import { createClient, isFailure } from "@plinth/client";

const [slug, key] = process.argv.slice(2);
if (!slug || !key) throw new Error("Say which workspace and project, such as: acme APO");

const plinth = createClient({
  url: process.env.PLINTH_URL ?? "http://localhost:3000",
  session: process.env.PLINTH_SESSION ?? "",
});
const workspace = await plinth.workspaces.get.query({ slug });
const project = await plinth.projects.getByKey.query({ workspaceId: workspace.id, key });

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  try {
    const task = await plinth.tasks.create.mutate({ projectId: project.id, title: line });
    console.log(`${project.key}-${task.number}  ${task.title}`);
  } catch (error) {
    // A line that makes no task is told of; anything else, such as a session that has ended, stops the script.
    if (!isFailure(error, "BAD_REQUEST")) throw error;
    console.error(`not made: ${line.slice(0, 60)}\n  ${error.message}`);
    process.exitCode = 1;
  }
}
