import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type Client, createClient, isFailure, isUnreachable, type RouterOutputs } from "../src/index.ts";
import type { People } from "./people.ts";

export type Task = RouterOutputs["tasks"]["create"];

/** Clients that make tasks one after the other, each until it is told that it is there, whatever becomes of the server. */
export interface TaskMakers extends Disposable {
  /** What each task's maker was told, by its title. No two tasks have the same. */
  told: ReadonlyMap<string, Task>;
  /** Refusals that no disturbance explains. */
  refused: readonly unknown[];
  /** Lets them finish what they have begun. */
  stop(): Promise<void>;
}

const AGAIN_MS = 50;

/** A person with a project. */
export async function projectOf(people: People) {
  const ada = await people.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Apollo" });
  const { id: projectId } = await ada.projects.create.mutate({ workspaceId, name: "Rocket", key: "ROC" });
  return { ada, session: await people.sessionOf("ada"), projectId };
}

/** @param url - where they find the server, or the way to it. */
export function makeTasks(
  url: string,
  { session, projectId, makers }: { session: string; projectId: string; makers: number },
): TaskMakers {
  const client = createClient({ url, session });
  const told = new Map<string, Task>();
  const refused: unknown[] = [];
  let stopping = false;
  let dismissed = false;

  const make = async (title: string) => {
    const context = { idempotencyKey: randomUUID() };
    while (!dismissed) {
      try {
        told.set(title, await client.tasks.create.mutate({ projectId, title }, { context }));
        return;
      } catch (error) {
        if (!isUnreachable(error) && !isFailure(error, "SERVICE_UNAVAILABLE")) {
          refused.push(error);
          return;
        }
        await pause(AGAIN_MS);
      }
    }
  };
  const running = Array.from({ length: makers }, async (_, maker) => {
    for (let made = 1; !stopping; made++) await make(`${maker}.${made}`);
  });
  return {
    told,
    refused,
    stop: async () => {
      stopping = true;
      await Promise.all(running);
    },
    [Symbol.dispose]: () => {
      stopping = true;
      dismissed = true;
    },
  };
}

/** What is not as it must be: a task that was told and is not there, is there twice, or was told as another one. */
export async function faultsOf({ told, refused }: TaskMakers, client: Client, projectId: string): Promise<string[]> {
  const faults = refused.map((error) => `refused: ${error}`);
  const found = new Map<string, string[]>();
  let cursor: string | undefined;
  do {
    const page: RouterOutputs["tasks"]["list"] = await client.tasks.list.query({ projectId, limit: 100, cursor });
    for (const { title, id } of page.tasks) found.set(title, [...(found.get(title) ?? []), id]);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  for (const [title, { id }] of told) {
    const ids = found.get(title) ?? [];
    if (ids.length !== 1) faults.push(`${title} was told and is there ${ids.length} times`);
    else if (ids[0] !== id) faults.push(`${title} was told as another one`);
  }
  for (const title of found.keys()) if (!told.has(title)) faults.push(`${title} is there and was not told`);
  return faults;
}
