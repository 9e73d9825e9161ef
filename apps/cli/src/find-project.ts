import { type Client, isFailure, type RouterOutputs } from "@plinth/client";
import { plain } from "./output.ts";
import { Stop, usage } from "./stop.ts";

type Workspace = RouterOutputs["workspaces"]["list"][number];
type Project = RouterOutputs["projects"]["getByKey"];

/** The caller's workspaces, or the one with this slug. @throws Stop that lists those there are. */
export async function listWorkspaces(client: Client, slug?: string): Promise<Workspace[]> {
  const workspaces = await client.workspaces.list.query();
  if (slug === undefined) return workspaces;
  const named = workspaces.filter((workspace) => workspace.slug === slug);
  if (named.length > 0) return named;
  throw new Stop(`There is no workspace "${slug}".`, { hint: thereAre(workspaces.map((workspace) => workspace.slug)) });
}

/** The project with this key (`APO`, in any case), in one workspace or in any. @throws Stop that lists those there are. */
export async function findProject(client: Client, key: string, slug?: string): Promise<Project> {
  const workspaces = await listWorkspaces(client, slug);
  const found = await Promise.all(workspaces.map(({ id }) => projectIn(client, id, key.toUpperCase())));
  const [project, ...others] = found.filter((project) => project !== undefined);
  if (!project) {
    const lists = await Promise.all(workspaces.map(({ id }) => client.projects.list.query({ workspaceId: id })));
    const hint = thereAre(lists.flat().map((known) => `${known.key} (${plain(known.name)})`));
    throw new Stop(`There is no project "${key}".`, { hint });
  }
  if (others.length > 0) {
    const slugs = workspaces.filter((_, at) => found[at] !== undefined).map((workspace) => workspace.slug);
    throw usage(
      `There is a project "${key}" in more than one workspace.`,
      `Add --workspace with one of: ${slugs.join(", ")}`,
    );
  }
  return project;
}

/** "There are: a, b", or that there is nothing. */
export function thereAre(names: string[]): string {
  return names.length > 0 ? `There are: ${names.join(", ")}` : "There are none yet.";
}

async function projectIn(client: Client, workspaceId: string, key: string): Promise<Project | undefined> {
  return client.projects.getByKey.query({ workspaceId, key }).catch((error: unknown) => {
    // A key that cannot be one is not there either.
    if (isFailure(error, "NOT_FOUND") || isFailure(error, "BAD_REQUEST")) return undefined;
    throw error;
  });
}
