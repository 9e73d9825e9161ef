// Faults: 41.
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { codeAt, stepAt } from "../../../server/src/features/totp/totp.ts";
import { type ServedApp, serveApp } from "../../test/served-app.ts";
import { Live } from "./live.ts";
import type { QueryInput, QueryOutput, QueryPath } from "./query-paths.ts";

/** A team of `ada` (owner) with one project. */
async function serveTeam() {
  const app = await serveApp();
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Apollo" });
  const { id: projectId } = await ada.projects.create.mutate({ workspaceId, name: "Rocket", key: "ROC" });
  return Object.assign(app, { ada, workspaceId, projectId });
}

async function liveOf(app: ServedApp, name: string) {
  // Safe because `ws` has what the standard's WebSocket has.
  const socket = WebSocket as unknown as typeof globalThis.WebSocket;
  const live = new Live({ url: app.url, bearer: await app.sessionOf(name), WebSocket: socket });
  return Object.assign(live, { [Symbol.dispose]: () => live.close() });
}

/** What a follower is told, as it comes. */
function followed<P extends QueryPath>(live: Live, path: P, input: QueryInput<P>) {
  const told: { values: QueryOutput<P>[]; end: unknown } = { values: [], end: undefined };
  const stop = live.follow(path, input, {
    onValue: (value) => told.values.push(value as QueryOutput<P>),
    onEnd: (error) => {
      told.end = error;
    },
  });
  return Object.assign(told, { stop });
}

test("a follower gets the value of now, and every later one", async () => {
  await using app = await serveTeam();
  using live = await liveOf(app, "ada");
  const list = followed(live, "tasks.list", { projectId: app.projectId });
  await expect.poll(() => list.values).toMatchObject([{ tasks: [] }]);

  const task = await app.ada.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" });
  await expect.poll(() => list.values.at(-1)?.tasks.map(({ title }) => title)).toEqual(["Fuel"]);
  await app.ada.tasks.update.mutate({ id: task.id, version: task.version, title: "Refuel" });

  await expect.poll(() => list.values.at(-1)?.tasks.map(({ title }) => title)).toEqual(["Refuel"]);
  expect(list.values.at(-1)).toEqual(await app.ada.tasks.list.query({ projectId: app.projectId }));
  expect(live.status).toBe("live");
});

test("a change elsewhere tells nobody", async () => {
  await using app = await serveTeam();
  using live = await liveOf(app, "ada");
  const other = await app.ada.projects.create.mutate({ workspaceId: app.workspaceId, name: "Garden", key: "GAR" });
  const list = followed(live, "tasks.list", { projectId: app.projectId });
  const garden = followed(live, "tasks.list", { projectId: other.id });
  await expect.poll(() => [list.values.length, garden.values.length]).toEqual([1, 1]);

  await app.ada.tasks.create.mutate({ projectId: other.id, title: "Weed" });

  await expect.poll(() => garden.values.length).toBe(2);
  expect(list.values).toHaveLength(1);
});

test("a stranger is told what they would be told when they asked", async () => {
  await using app = await serveTeam();
  using live = await liveOf(app, "bob");

  const list = followed(live, "tasks.list", { projectId: app.projectId });

  await expect.poll(() => list.end).toMatchObject({ data: { code: "NOT_FOUND" } });
  expect(list.values).toEqual([]);
});

test("whoever loses the right to see it, or their session, is told nothing more", async () => {
  await using app = await serveTeam();
  const bob = await app.as("bob");
  const { token } = await app.ada.invites.create.mutate({
    workspaceId: app.workspaceId,
    email: "bob@example.com",
    role: "member",
  });
  await bob.invites.accept.mutate({ token });
  using bobs = await liveOf(app, "bob");
  using adas = await liveOf(app, "ada");
  const seen = followed(bobs, "tasks.list", { projectId: app.projectId });
  const own = followed(adas, "tasks.list", { projectId: app.projectId });
  await expect.poll(() => [seen.values.length, own.values.length]).toEqual([1, 1]);

  const { id: userId } = await bob.accounts.me.query();
  await app.ada.members.remove.mutate({ workspaceId: app.workspaceId, userId });
  await expect.poll(() => seen.end, { timeout: 1_000 }).toMatchObject({ data: { code: "NOT_FOUND" } });
  await app.ada.sessions.signOut.mutate();

  await expect.poll(() => own.end, { timeout: 1_000 }).toMatchObject({ data: { code: "UNAUTHORIZED" } });
});

test("whoever is held, because the workspace needs a second factor, is told nothing more", async () => {
  await using app = await serveTeam();
  const { workspaceId, projectId } = app;
  const bob = await app.as("bob");
  const invite = { workspaceId, email: "bob@example.com", role: "member" } as const;
  const { token } = await app.ada.invites.create.mutate(invite);
  await bob.invites.accept.mutate({ token });
  const { secret } = await app.ada.totp.enrol.mutate();
  await app.ada.totp.confirm.mutate({ code: codeAt(secret, stepAt(new Date())) });
  using live = await liveOf(app, "bob");
  const seen = followed(live, "tasks.list", { projectId });
  const list = followed(live, "workspaces.list", undefined);
  await expect.poll(() => [seen.values.length, list.values.length]).toEqual([1, 1]);

  await app.ada.members.requireSecondFactor.mutate({ workspaceId, required: true });

  await expect.poll(() => seen.end, { timeout: 1_000 }).toMatchObject({ data: { code: "NOT_FOUND" } });
  await expect.poll(() => list.values.at(-1)?.map(({ heldSince }) => heldSince !== null)).toEqual([true]);
});

test("what is no query cannot be followed, and nothing of it runs", async () => {
  await using app = await serveTeam();
  using live = await liveOf(app, "ada");

  for (const path of ["tasks.create", "nothing.here", "__proto__", "sessions.signOut", "live.query"]) {
    const told = followed(live, path as "tasks.list", { projectId: app.projectId });
    await expect.poll(() => told.end).toMatchObject({ data: { code: "NOT_FOUND" } });
  }
  const odd = followed(live, "tasks.list", { projectId: 3 } as never);

  await expect.poll(() => odd.end).toMatchObject({ data: { code: "BAD_REQUEST" } });
  expect((await app.ada.tasks.list.query({ projectId: app.projectId })).tasks).toEqual([]);
});

test.each(["actor", "address"])(
  "queries that are followed count as calls of their %s, and come when there is room again",
  async (who) => {
    const plenty = { perMinute: 1_000_000, burst: 1_000_000 };
    await using app = await serveApp(undefined, {
      actor: plenty,
      address: plenty,
      [who]: { perMinute: 3_000, burst: 120 },
    });
    await app.sessionOf("ada");
    using live = await liveOf(app, "ada");
    const started = performance.now();

    const asked = Array.from({ length: 140 }, () => followed(live, "accounts.me", undefined));

    await expect.poll(() => asked.every(({ values }) => values.length > 0), { timeout: 20_000 }).toBe(true);
    // Whoever is refused waits a second at least.
    expect(performance.now() - started).toBeGreaterThan(1_000);
    expect(asked.map(({ end }) => end)).toEqual(asked.map(() => undefined));
  },
);

test("the values of a query are a loop", async () => {
  await using app = await serveTeam();
  using live = await liveOf(app, "ada");
  const titles: string[][] = [];

  for await (const { tasks } of live.values("tasks.list", { projectId: app.projectId })) {
    titles.push(tasks.map(({ title }) => title));
    if (tasks.length === 2) break;
    await app.ada.tasks.create.mutate({ projectId: app.projectId, title: `Task ${tasks.length + 1}` });
  }

  expect(titles).toEqual([[], ["Task 1"], ["Task 2", "Task 1"]]);
});
