import type { Client } from "../src/index.ts";
import { invite, type Person, type World } from "./product-world.ts";

const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;

/** A change out of those that people make, by chance. None of them lets anybody see what they could not see before. */
export async function someChange(world: World): Promise<boolean> {
  const person = world.random.of(world.people);
  const change = world.random.of(world.random.below(12) === 0 ? losses : changes);
  return person !== undefined && change !== undefined && world.attempt(person, (client) => change(client, world));
}

/** One that may let people see what they could not see before. Whoever was refused has to ask again. */
export async function someGain(world: World): Promise<void> {
  const person = world.random.of(world.people.slice(1));
  const ada = world.people[0];
  if (!person || !ada) return;
  const { workspaceId, random } = world;
  const client = await world.clientOf(ada);
  const members = await client.members.list.query({ workspaceId });
  const away = world.people.filter(({ userId }) => !members.some((member) => member.userId === userId));
  for (const one of away) await invite(world, one);
  await client.members.changeRole.mutate({
    workspaceId,
    userId: person.userId,
    role: random.below(2) ? person.role : "admin",
  });
  const deleted = await client.tasks.trash.query({ projectId: world.projectIds[0] ?? "" });
  const task = random.of(deleted);
  if (task) await world.attempt(ada, (adas) => adas.tasks.restore.mutate({ id: task.id }));
}

type Change = (client: Client, world: World) => Promise<unknown>;

const some = (list: readonly string[], { random }: World) => random.of(list.slice(-30)) ?? "";
const someone = ({ random, people }: World): Person["userId"] | null =>
  random.below(3) === 0 ? null : (random.of(people)?.userId ?? null);

/** The current version of a task, and the column it could stand in. */
async function someTask(client: Client, world: World) {
  const task = await client.tasks.get.query({ id: some(world.tasks, world) });
  const statuses = await client.statuses.list.query({ projectId: task.projectId });
  return { task, statusId: world.random.of(statuses)?.id ?? task.statusId };
}

const createTask: Change = async (client, world) => {
  const { random, projectIds, tasks, labels } = world;
  const projectId = random.of(projectIds) ?? "";
  const labelIds = projectId === projectIds[0] && random.below(2) ? [some(labels, world)] : [];
  const title = `${random.of(["Fuel", "Refuel", "Paint"])} ${random.below(50)}`;
  const priority = random.of(PRIORITIES) ?? "none";
  tasks.push(
    (await client.tasks.create.mutate({ projectId, title, priority, labelIds, assigneeId: someone(world) })).id,
  );
};

const comment: Change = async (client, world) => {
  const taskId = world.random.below(2) ? (world.tasks[0] ?? "") : some(world.tasks, world);
  world.comments.push((await client.comments.create.mutate({ taskId, body: `Comment ${world.random.below(99)}` })).id);
};

const changes: Change[] = [
  createTask,
  createTask,
  async (client, world) => {
    const { task, statusId } = await someTask(client, world);
    const { id, version } = task;
    const title = `Fuel ${world.random.below(50)}`;
    await client.tasks.update.mutate({ id, version, title, statusId, assigneeId: someone(world) });
  },
  async (client, world) => {
    const { task, statusId } = await someTask(client, world);
    await client.tasks.move.mutate({ id: task.id, statusId, afterId: null, beforeId: null });
  },
  async (client, world) => {
    const { tasks } = await client.tasks.list.query({ projectId: world.random.of(world.projectIds) ?? "", limit: 20 });
    const [first] = tasks;
    if (!first) return;
    const ids = tasks.map(({ id }) => id);
    const priority = world.random.of(PRIORITIES);
    await client.tasks.updateMany.mutate({ projectId: first.projectId, ids, priority, assigneeId: someone(world) });
  },
  comment,
  comment,
  (client, world) =>
    client.comments.edit.mutate({ id: some(world.comments, world), body: `Edited ${world.random.below(99)}` }),
  (client, world) => client.comments.react.mutate({ commentId: some(world.comments, world), kind: "rocket" }),
  async (client, world) => {
    const name = `label ${world.random.below(1_000)}`;
    world.labels.push((await client.labels.create.mutate({ projectId: world.projectIds[0] ?? "", name })).id);
  },
  (client, world) =>
    client.labels.update.mutate({ id: some(world.labels, world), name: `l ${world.random.below(1_000)}` }),
  (client, world) =>
    client.statuses.update.mutate({ id: some(world.statuses, world), name: `s ${world.random.below(1_000)}` }),
  (client, world) => client.statuses.move.mutate({ id: some(world.statuses, world), afterId: null }),
  (client, world) =>
    client.projects.update.mutate({ id: world.random.of(world.projectIds) ?? "", name: `p ${world.random.below(99)}` }),
  (client, world) =>
    client.projects[world.random.below(2) ? "archive" : "restore"].mutate({ id: world.projectIds[1] ?? "" }),
  (client, world) => client.workspaces.update.mutate({ id: world.workspaceId, name: `w ${world.random.below(99)}` }),
  (client, { random }) => client.accounts.rename.mutate({ name: `Name ${random.below(99)}` }),
];

/** After these somebody sees less. */
const losses: Change[] = [
  (client, world) => client.tasks.delete.mutate({ id: some(world.tasks.slice(0, 5), world) }),
  (client, world) => client.tasks.delete.mutate({ id: some(world.tasks, world) }),
  (client, world) => client.comments.delete.mutate({ id: some(world.comments, world) }),
  (client, world) => client.labels.delete.mutate({ id: some(world.labels, world) }),
  (client, { workspaceId, random, people }) =>
    client.members.changeRole.mutate({ workspaceId, userId: random.of(people.slice(1))?.userId ?? "", role: "viewer" }),
  (client, { workspaceId, random, people }) =>
    client.members.remove.mutate({ workspaceId, userId: random.of(people.slice(1))?.userId ?? "" }),
];
