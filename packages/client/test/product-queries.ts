import { callProcedure, type QueryInput, type QueryPath } from "../src/index.ts";
import type { Person, World } from "./product-world.ts";

/** A query that somebody follows. */
export interface Asked {
  path: QueryPath;
  input: unknown;
}

const ask = <P extends QueryPath>(path: P, input: QueryInput<P>): Asked => ({ path, input });

/** What the pages of the product ask for, about the things there are at the beginning. */
export function questionsOf(
  { workspaceId, slug, projectIds, tasks, labels, statuses }: World,
  { userId }: Person,
): Asked[] {
  const [projectId = "", other = ""] = projectIds;
  const [taskId = ""] = tasks;
  return [
    ask("tasks.list", { projectId }),
    ask("tasks.list", { projectId: other, sort: "manual", limit: 5 }),
    ask("tasks.list", { projectId, statusIds: statuses.slice(0, 2), sort: "updated" }),
    ask("tasks.list", { projectId, assigneeIds: [userId, null] }),
    ask("tasks.list", { projectId, labelIds: labels.slice(0, 1), sort: "manual" }),
    ask("tasks.list", { projectId, text: "fuel", priorities: ["none", "high"] }),
    ask("tasks.board", { projectId }),
    ask("tasks.get", { id: taskId }),
    ask("tasks.getByNumber", { projectId, number: 1 }),
    ask("tasks.trash", { projectId }),
    ask("comments.list", { taskId }),
    ask("labels.list", { projectId }),
    ask("statuses.list", { projectId }),
    ask("members.list", { workspaceId }),
    ask("invites.list", { workspaceId }),
    ask("projects.list", { workspaceId }),
    ask("projects.list", { workspaceId, archived: true }),
    ask("projects.get", { id: other }),
    ask("activity.ofProject", { projectId }),
    ask("activity.ofTask", { taskId, limit: 5 }),
    ask("search.inWorkspace", { workspaceId, text: "fuel" }),
    ask("workspaces.list", undefined),
    ask("workspaces.get", { slug }),
    ask("sessions.list", undefined),
    ask("accounts.me", undefined),
  ];
}

/** What a call is answered: a value, or the code of a refusal. */
export type Answer = { value: unknown } | { code: unknown };

export function isRefusal(answer: Answer | undefined): answer is { code: unknown } {
  return answer !== undefined && "code" in answer;
}

/** Asks as the person would who does not follow. */
export async function askOnce(world: World, person: Person, { path, input }: Asked): Promise<Answer> {
  const client = await world.clientOf(person);
  return callProcedure(client, { path, input, kind: "query" }).then(
    (value) => ({ value }),
    (error) => ({ code: codeOf(error) }),
  );
}

/** The code of a refusal, and what it was else. */
export function codeOf(error: unknown): unknown {
  // Safe because what is no refusal of the server has no such fields, and is its own name.
  return (error as { data?: { code?: unknown } }).data?.code ?? String(error);
}
