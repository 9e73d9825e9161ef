// Prints what was finished in a project during the last seven days, as Markdown.
//
//   npx pnpm tsx examples/weekly-report.ts APO > report.md
//
// PLINTH_URL names the server (default http://localhost:3000), PLINTH_SESSION a session there. `npx pnpm plinth login` makes one and
// leaves it in ~/.config/plinth/credentials.json:
//
//   export PLINTH_SESSION=$(jq -r .session ~/.config/plinth/credentials.json)

import { type Client, createClient, type RouterInputs, type RouterOutputs } from "@plinth/client";

type Filter = RouterInputs["tasks"]["list"];
type Task = RouterOutputs["tasks"]["list"]["tasks"][number];

const DAYS = 7;

const [key] = process.argv.slice(2);
if (!key) throw new Error("Say which project, such as APO.");

const plinth = createClient({
  url: process.env.PLINTH_URL ?? "http://localhost:3000",
  session: process.env.PLINTH_SESSION ?? "",
});
const since = new Date(Date.now() - DAYS * 86_400_000);
const project = await findProject(plinth, key);
const [members, statuses] = await Promise.all([
  plinth.members.list.query({ workspaceId: project.workspaceId }),
  plinth.statuses.list.query({ projectId: project.id }),
]);
// What was cancelled is closed too, but not finished.
const done = statuses.filter(({ category }) => category === "done").map(({ id }) => id);
const tasks = done.length > 0 ? await closedSince(plinth, { projectId: project.id, statusIds: done }, since) : [];

console.log(`# ${project.name}: the week until ${new Date().toISOString().slice(0, 10)}\n`);
if (tasks.length === 0) console.log("Nothing was finished.");
for (const { number, title, assigneeId, statusId } of tasks) {
  const who = members.find(({ userId }) => userId === assigneeId)?.name ?? "nobody";
  const status = statuses.find(({ id }) => id === statusId)?.name;
  console.log(`- **${project.key}-${number}** ${title} (${who}, ${status})`);
}

async function findProject(client: Client, key: string) {
  const workspaces = await client.workspaces.list.query();
  const lists = await Promise.all(workspaces.map(({ id }) => client.projects.list.query({ workspaceId: id })));
  const found = lists.flat().find((project) => project.key === key);
  if (!found) throw new Error(`There is no project ${key}.`);
  return found;
}

/** The latest changed come first, so the first page without a recent change is the last to look at. */
async function closedSince(client: Client, filter: Filter, since: Date): Promise<Task[]> {
  const closed: Task[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.tasks.list.query({ ...filter, sort: "updated", limit: 200, ...(cursor && { cursor }) });
    const recent = page.tasks.filter(({ updatedAt }) => new Date(updatedAt) >= since);
    closed.push(...recent.filter(({ closedAt }) => closedAt !== null && new Date(closedAt) >= since));
    cursor = recent.length > 0 ? (page.nextCursor ?? undefined) : undefined;
  } while (cursor);
  return closed;
}
