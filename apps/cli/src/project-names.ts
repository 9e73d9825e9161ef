import type { Client, RouterOutputs } from "@plinth/client";
import { thereAre } from "./find-project.ts";
import { plain } from "./output.ts";
import { Stop } from "./stop.ts";

type Status = RouterOutputs["statuses"]["list"][number];

/** What people call things in a project, and the ids the API takes for them. */
export interface ProjectNames {
  statuses: Status[];
  statusId(name: string): string;
  labelId(name: string): string;
  /** `me`, a name or an e-mail address. */
  memberId(name: string): string;
  statusName(id: string): string;
  memberName(id: string | null): string | null;
}

/** Loads the names of a project. A name nobody has stops the program and lists those there are. */
export async function loadNames(client: Client, project: { id: string; workspaceId: string }): Promise<ProjectNames> {
  const [statuses, labels, members, me] = await Promise.all([
    client.statuses.list.query({ projectId: project.id }),
    client.labels.list.query({ projectId: project.id }),
    client.members.list.query({ workspaceId: project.workspaceId }),
    client.accounts.me.query(),
  ]);
  const people = members.map(({ userId, name, email }) => ({ id: userId, name, email }));
  return {
    statuses,
    statusId: (name) => named("status", statuses, name),
    labelId: (name) => named("label", labels, name),
    memberId: (name) => (name === "me" ? me.id : (byEmail(people, name) ?? named("member", people, name))),
    statusName: (id) => statuses.find((status) => status.id === id)?.name ?? "?",
    memberName: (id) => people.find((person) => person.id === id)?.name ?? null,
  };
}

function byEmail(people: { id: string; email: string }[], email: string): string | undefined {
  return people.find((person) => person.email === email.toLowerCase())?.id;
}

function named(noun: string, things: { id: string; name: string }[], name: string): string {
  const same = things.find((thing) => thing.name.toLowerCase() === name.toLowerCase());
  if (same) return same.id;
  throw new Stop(`There is no ${noun} "${name}" in this project.`, {
    hint: thereAre(things.map((thing) => plain(thing.name))),
  });
}
