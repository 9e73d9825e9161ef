import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { PASSWORD, serveApp } from "../test/served-app.ts";
import { createBrowserClient, createClient, Live, OwnCalls } from "./index.ts";

async function serveProject() {
  const app = await serveApp();
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Apollo" });
  const { id: projectId } = await ada.projects.create.mutate({ workspaceId, name: "Rocket", key: "ROC" });
  return Object.assign(app, { ada, projectId });
}

/** Loses the first answers, after the server has done what was asked. */
function losing(answers: number): typeof fetch {
  let left = answers;
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (left === 0) return answer;
    left -= 1;
    throw new TypeError("fetch failed");
  };
}

test("a mutation whose answer is lost is sent again, happens once, and is answered", async () => {
  await using app = await serveProject();
  const session = await app.sessionOf("ada");
  const client = createClient({ url: app.url, session, fetch: losing(2) });

  const task = await client.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" });

  expect((await app.ada.tasks.list.query({ projectId: app.projectId })).tasks).toMatchObject([{ id: task.id }]);
});

test("after three answers that are lost the caller is told, and a key of their own lets them ask again much later", async () => {
  await using app = await serveProject();
  const session = await app.sessionOf("ada");
  const client = createClient({ url: app.url, session, fetch: losing(3) });
  const create = () =>
    client.tasks.create.mutate(
      { projectId: app.projectId, title: "Fuel" },
      { context: { idempotencyKey: "fuel for the rocket".replaceAll(" ", "-") } },
    );

  await expect(create()).rejects.toThrow("fetch failed");
  await create();

  expect((await app.ada.tasks.list.query({ projectId: app.projectId })).tasks).toHaveLength(1);
});

test("a live result says which calls of its person it contains, whether they changed it or not", async () => {
  await using app = await serveProject();
  const calls = new OwnCalls();
  const bearer = await app.sessionOf("ada");
  const send: typeof fetch = (input, init) => fetch(input, { ...init, credentials: "omit" });
  const client = createClient({ url: app.url, session: bearer, fetch: send, calls });
  // Safe because `ws` has what the standard's WebSocket has.
  const live = new Live({ url: app.url, bearer, calls, WebSocket: WebSocket as never });
  const bobs = new Live({ url: app.url, bearer: await app.sessionOf("bob"), WebSocket: WebSocket as never });
  const told = { tasks: [] as string[], me: [] as string[], bob: [] as string[], titles: [] as string[][] };
  const ignore = () => {};
  live.follow(
    "tasks.list",
    { projectId: app.projectId },
    {
      // Safe because this is what `tasks.list` answers.
      onValue: (value) => told.titles.push((value as { tasks: { title: string }[] }).tasks.map(({ title }) => title)),
      onContained: (contained) => told.tasks.push(...contained),
      onEnd: ignore,
    },
  );
  live.follow("accounts.me", undefined, {
    onValue: ignore,
    onContained: (contained) => told.me.push(...contained),
    onEnd: ignore,
  });
  bobs.follow("accounts.me", undefined, {
    onValue: ignore,
    onContained: (contained) => told.bob.push(...contained),
    onEnd: ignore,
  });
  await expect.poll(() => told.titles).toEqual([[]]);

  await client.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" });
  const [call = ""] = calls.answered;

  expect(call).toMatch(/^[\w-]{22}$/);
  await expect.poll(() => told.tasks).toEqual([call]);
  expect(told.titles).toEqual([[], ["Fuel"]]);
  await expect.poll(() => told.me).toEqual([call]);
  expect(told.bob).toEqual([]);
  live.close();
  bobs.close();
});

test("a call counts as new for two seconds", async () => {
  const calls = new OwnCalls();
  let settled = 0;
  calls.onSettled(() => {
    settled += 1;
  });

  calls.note("a");

  expect([...calls.answered]).toEqual(["a"]);
  await expect.poll(() => settled, { timeout: 4_000 }).toBe(1);
  expect(calls.answered.size).toBe(0);
});

test("a page's client notes its calls too", async () => {
  await using app = await serveApp();
  await app.as("ada");
  const calls = new OwnCalls();
  const page = createBrowserClient({ url: app.url, calls });

  await page.accounts.installation.query();
  await page.sessions.signOut.mutate().catch(() => "refused");
  expect(calls.answered.size).toBe(0);
  await page.accounts.signUp.mutate({ name: "Bob", email: "bob@example.com", password: PASSWORD });

  expect(calls.answered.size).toBe(1);
});
