import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { comment, createImportingProject, task } from "../../../test/importing.ts";
import { createTeam } from "../../../test/team.ts";
import { type Caller, createTestApp, type TestApp } from "../../../test/test-app.ts";

const partsOf = (parts: { text: string; hit: boolean }[]) =>
  parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");

/** What is found, in order: titles, and comments after a colon. */
async function found(who: Caller, workspaceId: string, text: string, limit = 20): Promise<string[]> {
  const hits = await who.search.inWorkspace({ workspaceId, text, limit });
  return hits.map(({ kind, title, snippet }) => (kind === "task" ? title : `${title}: ${partsOf(snippet)}`));
}

async function createLander(app: TestApp) {
  const { workspaceId } = await createTeam(app);
  const { id: projectId } = await app.as("olga").projects.create({ workspaceId, name: "Lander", key: "LAN" });
  const write = async (title: string, body = "") => {
    app.pass(1_000);
    return (await app.as("mona").tasks.create({ projectId, title, body })).id;
  };
  const say = async (taskId: string, body: string) => {
    app.pass(1_000);
    return (await app.as("mona").comments.create({ taskId, body })).id;
  };
  return { workspaceId, projectId, write, say };
}

test("titles come before texts and comments, each newest first", async () => {
  await using app = await createTestApp();
  const { workspaceId, write, say } = await createLander(app);
  const old = await write("Fuel the lander");
  await write("Ignite", "Needs fuel.");
  await say(old, "More fuel!");
  await write("Order fuel");
  await write("Rest", "Nothing to do");

  const hits = await app.as("vera").search.inWorkspace({ workspaceId, text: "fue" });

  expect(
    hits.map(({ kind, number, snippet, titleParts, authorName }) => [
      kind,
      number,
      partsOf(titleParts),
      partsOf(snippet),
      authorName,
    ]),
  ).toEqual([
    ["task", 3, "Order [fuel]", "", null],
    ["task", 1, "[Fuel] the lander", "", null],
    ["comment", 1, "[Fuel] the lander", "More [fuel]!", "Mona"],
    ["task", 2, "Ignite", "Needs [fuel].", null],
  ]);
  expect(hits[2]).toMatchObject({ taskId: old, projectKey: "LAN", title: "Fuel the lander" });
  expect(await found(app.as("vera"), workspaceId, "fue", 3)).toHaveLength(3);
  expect(await found(app.as("vera"), workspaceId, "fue", 1)).toEqual(["Order fuel"]);
});

test("a task's number finds it before all else", async () => {
  await using app = await createTestApp();
  const { workspaceId, write } = await createLander(app);
  const { id: orbiter } = await app.as("olga").projects.create({ workspaceId, name: "Orbiter", key: "ORB" });
  await write("Land");
  await write("Take off");
  app.pass(1_000);
  await app.as("mona").tasks.create({ projectId: orbiter, title: "Circle" });
  await write("Repeat LAN-2 and 1");

  expect(await found(app.as("mona"), workspaceId, "LAN-2")).toEqual(["Take off", "Repeat LAN-2 and 1"]);
  expect(await found(app.as("mona"), workspaceId, " lan-2 ")).toEqual(["Take off", "Repeat LAN-2 and 1"]);
  expect(await found(app.as("mona"), workspaceId, "#1")).toEqual(["Circle", "Land", "Repeat LAN-2 and 1"]);
  expect(await found(app.as("mona"), workspaceId, "1")).toEqual(["Circle", "Land", "Repeat LAN-2 and 1"]);
  expect(await found(app.as("mona"), workspaceId, "ORB-2")).toEqual([]);
  expect(await found(app.as("mona"), workspaceId, "#1", 2)).toEqual(["Circle", "Land"]);
});

test("who is no member of the workspace cannot tell whether it exists", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTask(app);
  const input = { workspaceId, text: "land" };

  await expect(app.as("sam").search.inWorkspace(input)).rejects.toMatchObject({
    code: "NOT_FOUND",
    message: "There is no such workspace.",
  });
  await expect(app.anyone.search.inWorkspace(input)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("what others keep changes neither hits, nor their order, nor their number", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, write, say } = await createLander(app);
  const { id: otherId } = await app.as("sam").workspaces.create({ name: "Zond" });
  const { id: hidden } = await app.as("sam").projects.create({ workspaceId: otherId, name: "Zond", key: "LAN" });
  const task = await write("Secret fuel");
  await say(task, "fuel as well");
  const asked = ["fuel", "f", "LAN-1", "#1", "#2", '"secret fuel"', "zzz"];
  const seen = () =>
    Promise.all(asked.map((text) => app.as("mona").search.inWorkspace({ workspaceId, text, limit: 2 })));
  const before = await seen();

  app.pass(60_000);
  for (let n = 0; n < 5; n++) {
    const theirs = await app.as("sam").tasks.create({ projectId: hidden, title: "Secret fuel zzz", body: "fuel" });
    await app.as("sam").comments.create({ taskId: theirs.id, body: "fuel fuel zzz" });
    const trash = await app.as("mona").tasks.create({ projectId, title: "Secret fuel zzz", body: "fuel" });
    await app.as("mona").comments.create({ taskId: trash.id, body: "fuel fuel zzz" });
    await app.as("mona").tasks.delete({ id: trash.id });
  }

  expect(await seen()).toEqual(before);
  await expect(app.as("mona").search.inWorkspace({ workspaceId: otherId, text: "fuel" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("whatever is typed is searched for, and nothing is an error but too much of it", async () => {
  await using app = await createTestApp();
  const { workspaceId, write } = await createLander(app);
  await write('Land "softly" (100%)');
  const typed = [
    '"',
    "*",
    "land*",
    "NEAR(",
    "land AND",
    "-land",
    "title:land",
    "\0",
    "\ud800",
    "🚀",
    "…",
    "",
    " ",
    "'; --",
    "%",
    "&|!<->",
    "é".repeat(200),
  ];

  for (const text of typed) {
    const hits = await found(app.as("mona"), workspaceId, text);
    expect([text, ["", 'Land "softly" (100%)'].includes(hits.join())]).toEqual([text, true]);
  }
  await expect(found(app.as("mona"), workspaceId, "x".repeat(201))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(found(app.as("mona"), workspaceId, "x", 51)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("a change of a task or a comment is found at once, and what it replaced no more", async () => {
  await using app = await createTestApp();
  const { workspaceId, write, say } = await createLander(app);
  const taskId = await write("Fuel", "for the way there");
  const commentId = await say(taskId, "and back");
  const ada = app.as("mona");
  const all = () => Promise.all(["fuel", "there", "back", "oxygen"].map((text) => found(ada, workspaceId, text)));

  expect(await all()).toEqual([["Fuel"], ["Fuel"], ["Fuel: and [back]"], []]);
  await ada.tasks.update({ id: taskId, version: 1, title: "Oxygen", body: "" });
  await ada.comments.edit({ id: commentId, body: "oxygen back" });
  expect(await all()).toEqual([[], [], ["Oxygen: oxygen [back]"], ["Oxygen", "Oxygen: [oxygen] back"]]);
  await ada.comments.delete({ id: commentId });
  expect(await all()).toEqual([[], [], [], ["Oxygen"]]);
});

test("a task in the trash is not found, nor are its comments, until it is restored", async () => {
  await using app = await createTestApp();
  const { workspaceId, write, say } = await createLander(app);
  const taskId = await write("Fuel");
  await say(taskId, "fuel");

  await app.as("mona").tasks.delete({ id: taskId });
  expect(await found(app.as("mona"), workspaceId, "fuel")).toEqual([]);
  expect(await found(app.as("mona"), workspaceId, "#1")).toEqual([]);
  await app.as("mona").tasks.restore({ id: taskId });
  expect(await found(app.as("mona"), workspaceId, "fuel")).toEqual(["Fuel", "Fuel: [fuel]"]);
});

test("what is imported is found, also when it is imported anew", async () => {
  await using app = await createTestApp();
  const { workspaceId, bring } = await createImportingProject(app);
  const at = (day: number) => `2020-01-0${day}T00:00:00.000Z`;

  await bring(
    task("1", { title: "Newer fuel", createdAt: at(2) }),
    task("2", { title: "Older fuel", createdAt: at(1) }),
  );
  await bring(comment("1", "c1", { body: "fuel, said Ada", author: "ada" }));
  expect(await found(app.as("mona"), workspaceId, "fuel")).toEqual([
    "Newer fuel",
    "Older fuel",
    "Newer fuel: [fuel], said Ada",
  ]);
  await bring(
    task("1", { title: "Oxygen", createdAt: at(2) }),
    comment("1", "c1", { body: "oxygen, said Ada", author: "ada" }),
  );
  expect(await found(app.as("mona"), workspaceId, "fuel")).toEqual(["Older fuel"]);
  expect(await found(app.as("mona"), workspaceId, "oxygen")).toEqual(["Oxygen", "Oxygen: [oxygen], said Ada"]);
});

test("changing many tasks at once leaves them where they are found", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, write } = await createLander(app);
  const ids = [await write("Fuel one"), await write("Fuel two")];

  await app.as("mona").tasks.updateMany({ projectId, ids, priority: "high" });

  expect(await found(app.as("mona"), workspaceId, "fuel")).toEqual(["Fuel two", "Fuel one"]);
});

test("archived projects are searched as well", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId, write } = await createLander(app);
  await write("Fuel");

  await app.as("olga").projects.archive({ id: projectId });

  expect(await found(app.as("mona"), workspaceId, "fuel")).toEqual(["Fuel"]);
});
