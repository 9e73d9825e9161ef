import { expect, test } from "vitest";
import { createImportingProject, task } from "../../../test/importing.ts";
import { createTestApp } from "../../../test/test-app.ts";

test("assignees are matched to members by e-mail or name; the others are kept as names", async () => {
  await using app = await createTestApp();
  const { bring, tasks } = await createImportingProject(app);

  await bring(
    task("1", { assignees: ["octocat", "ADAM"] }),
    task("2", { assignees: ["Mona@Example.com"] }),
    task("3", { assignees: ["vera"] }),
    task("4", { assignees: ["eve"] }),
  );

  const all = await tasks();
  expect(all.map(({ assigneeId }) => assigneeId)).toEqual([await app.idOf("adam"), await app.idOf("mona"), null, null]);
  const origins = await Promise.all(
    all.map(async ({ id }) => (await app.as("mona").tasks.get({ id })).origin?.assignees),
  );
  expect(origins).toEqual([["octocat"], [], ["vera"], ["eve"]]);
});

test("an assignee with several names is matched by any of them, and kept by the first", async () => {
  await using app = await createTestApp();
  const { bring, tasks } = await createImportingProject(app);

  await bring(
    task("1", { assignees: [["Adam Ant", "adam"]] }),
    task("2", { assignees: [["Mona", "m-lisa"]] }),
    task("3", { assignees: [["Octo Cat", "octocat"], "eve"] }),
  );

  const all = await tasks();
  expect(all.map(({ assigneeId }) => assigneeId)).toEqual([await app.idOf("adam"), await app.idOf("mona"), null]);
  expect(await app.as("mona").tasks.get({ id: all[0]?.id ?? "" })).toMatchObject({ origin: { assignees: [] } });
  expect(await app.as("mona").tasks.get({ id: all[2]?.id ?? "" })).toMatchObject({
    origin: { assignees: ["Octo Cat", "eve"] },
  });
});

test("labels that are missing are made, once, in the nearest colour", async () => {
  await using app = await createTestApp();
  const { projectId, bring, tasks } = await createImportingProject(app);
  const bug = await app.as("mona").labels.create({ projectId, name: "Bug", color: "lime" });

  await bring(
    task("1", { labels: [{ name: "bug", color: "d73a4a" }, { name: "docs", color: "#0075CA" }, { name: "  " }] }),
    task("2", { labels: [{ name: "DOCS", color: null }, { name: "odd", color: "nocolor" }, { name: "y".repeat(80) }] }),
  );

  const labels = await app.as("mona").labels.list({ projectId });
  expect(labels.map(({ name, color }) => [name, color])).toEqual([
    ["Bug", "lime"],
    ["docs", "blue"],
    ["odd", "gray"],
    ["y".repeat(50), "gray"],
  ]);
  const [first, second] = await tasks();
  expect(first?.labelIds.toSorted()).toEqual([bug.id, labels[1]?.id].toSorted());
  expect(second?.labelIds).toHaveLength(3);
});

test("a status is found by its name, by its category, or by what open and closed mean", async () => {
  await using app = await createTestApp();
  const { bring, tasks, statusName } = await createImportingProject(app);

  const cases: [string | null, boolean, string][] = [
    [null, false, "Todo"],
    [null, true, "Done"],
    ["BACKLOG", false, "Backlog"],
    ["in-progress", false, "In progress"],
    ["doing", false, "In progress"],
    ["Resolved", false, "Done"],
    ["not_planned", true, "Cancelled"],
    ["Won't fix", true, "Cancelled"],
    ["Waiting for Godot", false, "Todo"],
    ["Waiting for Godot", true, "Done"],
  ];
  await bring(...cases.map(([status, closed], at) => task(`${at}`, { status, closed })));

  const all = await tasks();
  expect(all.map(({ statusId }) => statusName(statusId))).toEqual(cases.map(([, , expected]) => expected));
  expect(all.map(({ closedAt }) => closedAt !== null)).toEqual(
    cases.map(([, , expected]) => expected === "Done" || expected === "Cancelled"),
  );
});
