import type { Client } from "../packages/client/src/index.ts";
import type { Person, StartedApp } from "./harness.ts";

/** A project to tell a story in, made by the person whose client is given. */
export interface Stage {
  workspaceId: string;
  projectId: string;
  /** Where the workspace's page is. */
  home: string;
  /** Where the project's page is. */
  path: string;
  /** The id of a status, by name. */
  status(name: string): string;
}

/** Makes the workspace "Moon" with the project Apollo (`APO`). */
export async function makeProject({ client }: { client: Client }): Promise<Stage> {
  const workspace = await client.workspaces.create.mutate({ name: "Moon" });
  const project = await client.projects.create.mutate({ workspaceId: workspace.id, name: "Apollo", key: "APO" });
  const statuses = await client.statuses.list.query({ projectId: project.id });
  const status = (name: string) => {
    const found = statuses.find((one) => one.name === name);
    if (!found) throw new Error(`No status ${name}; there are ${statuses.map((one) => one.name).join(", ")}`);
    return found.id;
  };
  return {
    workspaceId: workspace.id,
    projectId: project.id,
    home: `/${workspace.slug}`,
    path: `/${workspace.slug}/p/APO`,
    status,
  };
}

/** Somebody new, in the workspace already. */
export async function newMember(
  app: Pick<StartedApp, "newPerson">,
  owner: Person,
  { workspaceId }: Stage,
  { name, role }: { name: string; role: "admin" | "member" | "viewer" },
): Promise<Person> {
  const person = await app.newPerson(name);
  const { token } = await owner.client.invites.create.mutate({ workspaceId, email: person.email, role });
  await person.client.invites.accept.mutate({ token });
  return person;
}
