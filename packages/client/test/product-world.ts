import type { Random } from "../../kernel/test/random.ts";
import type { RouterInputs } from "../src/index.ts";
import { type Client, createClient, isFailure, isUnreachable } from "../src/index.ts";
import { type ServedNodes, serveNodes } from "./served-nodes.ts";

export type Role = RouterInputs["members"]["changeRole"]["role"];

/** Somebody in the team. */
export interface Person {
  name: string;
  userId: string;
  /** The one they have by default. Nobody changes an owner's. */
  role: Role;
}

/** A team at work: what there is to read and to change. */
export interface World extends ServedNodes {
  random: Random;
  people: Person[];
  workspaceId: string;
  slug: string;
  projectIds: string[];
  /** Grow as things are made; some of these are gone. */
  tasks: string[];
  comments: string[];
  labels: string[];
  statuses: string[];
  /** A client of a running server, by chance. */
  clientOf(person: Person): Promise<Client>;
  /** Waits until a server runs. Whether the change was made: refusals are part of life, and so are servers that end meanwhile. */
  attempt(person: Person, change: (client: Client) => Promise<unknown>): Promise<boolean>;
}

const ROLES: [string, Role][] = [
  ["ada", "owner"],
  ["bob", "admin"],
  ["cleo", "member"],
  ["dan", "viewer"],
];

/** Two servers, where there can be two, with a team of four and two projects. */
export async function createWorld(random: Random): Promise<World> {
  const served = await serveNodes(2);
  const people: Person[] = [];
  for (const [name, role] of ROLES) {
    const { id: userId } = await (await served.as(name)).accounts.me.query();
    people.push({ name, role, userId });
  }
  const ada = await served.as("ada");
  const { id: workspaceId, slug } = await ada.workspaces.create.mutate({ name: "Apollo" });
  const projectIds: string[] = [];
  for (const key of ["ROC", "GAR"]) {
    projectIds.push((await ada.projects.create.mutate({ workspaceId, name: key, key })).id);
  }
  const [projectId = ""] = projectIds;
  const statuses = (await ada.statuses.list.query({ projectId })).map(({ id }) => id);
  const label = await ada.labels.create.mutate({ projectId, name: "bug" });
  const task = await ada.tasks.create.mutate({ projectId, title: "Fuel", labelIds: [label.id] });
  const comment = await ada.comments.create.mutate({ taskId: task.id, body: "Now?" });

  const running = async () => {
    for (;;) {
      const node = random.of(served.nodes.filter(({ running }) => running));
      if (node) return node;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const world: World = {
    ...served,
    ...{ random, people, workspaceId, slug, projectIds, statuses },
    ...{ tasks: [task.id], comments: [comment.id], labels: [label.id] },
    clientOf: async ({ name }) => createClient({ url: (await running()).url, session: await served.sessionOf(name) }),
    attempt: async (person, change) => {
      try {
        await change(await world.clientOf(person));
        return true;
      } catch (error) {
        if (isUnreachable(error) || EXPECTED.some((code) => isFailure(error, code))) return false;
        throw error;
      }
    },
  };
  for (const person of people.slice(1)) await invite(world, person);
  return world;
}

// BAD_REQUEST: who is assigned may have become a viewer.
const EXPECTED = ["BAD_REQUEST", "CONFLICT", "FORBIDDEN", "NOT_FOUND", "SERVICE_UNAVAILABLE", "UNAUTHORIZED"] as const;

/** Makes somebody a member who is none. */
export async function invite({ as, workspaceId }: World, { name, role }: Person): Promise<void> {
  const ada = await as("ada");
  const { token } = await ada.invites.create.mutate({ workspaceId, email: `${name}@example.com`, role });
  await (await as(name)).invites.accept.mutate({ token });
}
