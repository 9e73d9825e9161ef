import { expect, test } from "vitest";
import { comment, createImportingProject, task } from "../../../test/importing.ts";
import { createTestApp } from "../../../test/test-app.ts";

test("tasks keep what their source knows, and get numbers and places in the order of the file", async () => {
  await using app = await createTestApp();
  const { projectId, bring, tasks } = await createImportingProject(app);
  await app.as("mona").tasks.create({ projectId, title: "Here before" });
  const moments = { createdAt: "2020-01-01T00:00:00Z", updatedAt: "2020-03-01T01:00:00+01:00" };

  const result = await bring(
    task("9", {
      title: "  Crash \r\n on\tstart ",
      body: "a\r\nb\rc",
      priority: "high",
      dueOn: "2026-12-24",
      estimate: 3,
      ...moments,
    }),
    task("8", {
      closed: true,
      closedAt: "2020-02-01T00:00:00Z",
      author: "ghost",
      url: "https://github.com/a/b/issues/8",
    }),
    comment("9", "c1", { author: "octocat", createdAt: "2020-02-02T00:00:00Z", body: "Same\r\nhere" }),
  );

  expect(result).toEqual({ created: 3, updated: 0, unchanged: 0, rejected: [] });
  const all = await tasks();
  expect(all.map(({ number, title }) => [number, title])).toEqual([
    [1, "Here before"],
    [2, "Crash on start"],
    [3, "Task 8"],
  ]);
  const [, crash, closed] = all;
  expect(crash).toMatchObject({ priority: "high", dueOn: "2026-12-24", estimate: 3, closedAt: null });
  expect(crash).toMatchObject({ createdAt: new Date("2020-01-01"), updatedAt: new Date("2020-03-01") });
  expect(closed).toMatchObject({ closedAt: new Date("2020-02-01"), createdAt: app.now() });
  const full = await app.as("mona").tasks.get({ id: crash?.id ?? "" });
  expect(full).toMatchObject({ body: "a\nb\nc", createdBy: null });
  expect(await app.as("mona").tasks.get({ id: closed?.id ?? "" })).toMatchObject({
    origin: { url: "https://github.com/a/b/issues/8", author: "ghost", assignees: [] },
  });
  const page = await app.as("mona").comments.list({ taskId: crash?.id ?? "" });
  expect(page.comments).toMatchObject([
    { authorId: null, authorName: "octocat", body: "Same\nhere", createdAt: new Date("2020-02-02"), mentions: [] },
  ]);
  const next = await app.as("mona").tasks.create({ projectId, title: "Here after" });
  expect(next.number).toBe(4);
});

test("importing the same again changes nothing", async () => {
  await using app = await createTestApp();
  const { bring, tasks } = await createImportingProject(app);
  const rows = [task("1", { labels: [{ name: "bug" }] }), task("2"), comment("1", "c1"), comment("2", "c1")];
  await bring(...rows);
  const before = await tasks();

  const again = await bring(...rows);

  expect(again).toEqual({ created: 0, updated: 0, unchanged: 4, rejected: [] });
  expect(await tasks()).toEqual(before);
});

test("what changed at the source is updated, and what people made of the rest here stays", async () => {
  await using app = await createTestApp();
  const { projectId, bring, tasks, statusName } = await createImportingProject(app);
  await bring(task("1", { body: "old", labels: [{ name: "bug" }] }), comment("1", "c1", { body: "old" }), task("2"));
  const [first] = await tasks();
  const doing = (await app.as("mona").statuses.list({ projectId })).find(({ category }) => category === "doing");
  const adam = await app.as("mona").labels.create({ projectId, name: "ours", color: "blue" });
  await app.as("mona").tasks.update({
    id: first?.id ?? "",
    version: 1,
    title: "Our title",
    statusId: doing?.id ?? "",
    labelIds: [adam.id],
  });
  app.pass(1_000);

  const result = await bring(
    task("1", { body: "new", labels: [{ name: "bug" }], updatedAt: "2026-06-02T00:00:00Z" }),
    comment("1", "c1", { body: "new" }),
    task("2", { updatedAt: "2026-06-02T00:00:00Z" }),
  );

  expect(result).toMatchObject({ created: 0, updated: 2, unchanged: 1 });
  const [changed] = await tasks();
  expect(changed).toMatchObject({ number: 1, title: "Our title", labelIds: [adam.id], version: 3 });
  expect(changed?.updatedAt).toEqual(new Date("2026-06-02"));
  expect(statusName(changed?.statusId ?? "")).toBe("In progress");
  expect(await app.as("mona").tasks.get({ id: changed?.id ?? "" })).toMatchObject({ body: "new" });
  const page = await app.as("mona").comments.list({ taskId: changed?.id ?? "" });
  expect(page.comments).toMatchObject([{ body: "new", editedAt: app.now() }]);
});

test("a task closed, retitled and relabelled at its source follows", async () => {
  await using app = await createTestApp();
  const { projectId, bring, tasks, statusName } = await createImportingProject(app);
  await bring(task("1", { labels: [{ name: "bug" }] }), task("2"), task("3"));

  await bring(
    task("2", { title: "Über", closed: true, labels: [{ name: "BUG" }, { name: "new" }], assignees: ["Adam"] }),
  );

  const [, second] = await tasks();
  expect(second).toMatchObject({ number: 2, title: "Über", assigneeId: await app.idOf("adam"), closedAt: app.now() });
  expect(statusName(second?.statusId ?? "")).toBe("Done");
  const labels = await app.as("mona").labels.list({ projectId });
  expect(labels.map(({ name }) => name)).toEqual(["bug", "new"]);
  expect(second?.labelIds.toSorted()).toEqual(labels.map(({ id }) => id).toSorted());
  expect((await app.as("mona").tasks.list({ projectId, text: "uber" })).tasks).toHaveLength(1);
});

test("a row that makes no sense is reported with its line and reason, and the others go in", async () => {
  await using app = await createTestApp();
  const { bring, tasks } = await createImportingProject(app);
  const long = "x".repeat(3_000);

  const { created, rejected } = await bring(
    task("1"),
    task("2", { title: "  \n" }),
    { ...task("3"), title: undefined },
    task("4", { title: long }),
    { ...task("5"), [long]: 1 },
    task("6", { createdAt: "yesterday" }),
    task("7", { createdAt: "0000-01-01T00:00:00Z" }),
    task("8", { dueOn: "24.12.2026" }),
    { ...task("9"), priority: "whatever" },
    comment("10", "c1"),
    { kind: "epic" },
    null,
    "text",
    task("14", { body: "nul \0" }),
    task("15", { url: "javascript:alert(1)" }),
    task("nul\0"),
    task("17", { title: `${"x".repeat(299)}😀` }),
    task("18", { labels: Array.from({ length: 101 }, (_, at) => ({ name: `${at}` })) }),
    task("19", { estimate: 1.5 }),
    task("20", { estimate: 5_000 }),
    task("21", { closed: "yes" as unknown as boolean }),
    task("22", { assignees: [7 as unknown as string] }),
    task("23", { assignees: ["x".repeat(201)] }),
  );

  expect(created).toBe(2);
  expect(rejected).toEqual([
    { line: 2, reason: "title is empty" },
    { line: 3, reason: "title is missing" },
    { line: 4, reason: "title is longer than 2000 characters" },
    { line: 5, reason: "it has fields that rows do not have" },
    { line: 6, reason: "createdAt is not a date and time such as 2026-11-23T10:00:00Z" },
    { line: 7, reason: "createdAt is not between 1900 and 2999" },
    { line: 8, reason: "dueOn is not a date such as 2026-11-23" },
    { line: 9, reason: "priority is not one of none, low, medium, high, urgent" },
    { line: 10, reason: "the task it belongs to was not imported" },
    { line: 11, reason: "kind is neither “task” nor “comment”" },
    { line: 12, reason: "it is not an object" },
    { line: 13, reason: "it is not an object" },
    { line: 14, reason: "body contains characters that cannot be stored" },
    { line: 15, reason: "url is not a web address" },
    { line: 16, reason: "externalId contains characters that cannot be stored" },
    { line: 18, reason: "labels is longer than 100 entries" },
    { line: 19, reason: "estimate is not a whole number" },
    { line: 20, reason: "estimate is more than 1000" },
    { line: 21, reason: "closed is not true or false" },
    { line: 22, reason: "assignees.0 is not a name" },
    { line: 23, reason: "assignees.0 is longer than 200 characters" },
  ]);
  expect((await tasks()).map(({ number, title }) => [number, title])).toEqual([
    [1, "Task 1"],
    [2, "x".repeat(299)],
  ]);
});

test("of rows about the same thing in one batch the last one counts", async () => {
  await using app = await createTestApp();
  const { bring, tasks } = await createImportingProject(app);

  const result = await bring(
    task("1", { title: "First" }),
    comment("1", "c1", { body: "first" }),
    task("1", { title: "Last" }),
    comment("1", "c1", { body: "last" }),
  );

  expect(result).toEqual({ created: 2, updated: 0, unchanged: 0, rejected: [] });
  const [only, ...others] = await tasks();
  expect([only?.title, others]).toEqual(["Last", []]);
  expect((await app.as("mona").comments.list({ taskId: only?.id ?? "" })).comments).toMatchObject([{ body: "last" }]);
});

test("a task in the trash stays there, with its comments", async () => {
  await using app = await createTestApp();
  const { bring, tasks } = await createImportingProject(app);
  await bring(task("1"), comment("1", "c1"));
  const [only] = await tasks();
  await app.as("mona").tasks.delete({ id: only?.id ?? "" });

  const result = await bring(task("1", { title: "Changed" }), comment("1", "c1"), comment("1", "c2"));

  expect(result).toEqual({ created: 0, updated: 0, unchanged: 3, rejected: [] });
  expect(await tasks()).toEqual([]);
});

test("two imports of the same file at once make no duplicates and leave no gaps", async () => {
  await using app = await createTestApp();
  const { bring, tasks } = await createImportingProject(app);
  const rows = Array.from({ length: 40 }, (_, at) => [task(`${at}`), comment(`${at}`, "c1")]).flat();

  const results = await Promise.all([bring(...rows), bring(...rows), bring(...rows)]);

  expect(results.map(({ created, unchanged }) => created + unchanged)).toEqual([80, 80, 80]);
  expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(80);
  expect((await tasks()).map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
});

test("the same external id in another project is another task", async () => {
  await using app = await createTestApp();
  const { workspaceId, bring, tasks } = await createImportingProject(app);
  const other = await app.as("olga").projects.create({ workspaceId, name: "Other", key: "OTH" });
  const { id } = await app.as("mona").imports.start({ projectId: other.id, source: "github" });
  await app.as("mona").imports.addRows({ id, rows: [{ line: 1, row: task("1", { title: "Theirs" }) }] });

  await bring(task("1", { title: "Ours" }));

  expect((await tasks()).map(({ title }) => title)).toEqual(["Ours"]);
  const theirs = await app.as("mona").tasks.list({ projectId: other.id });
  expect(theirs.tasks.map(({ title }) => title)).toEqual(["Theirs"]);
});

test("a batch of 500 rows full of labels goes in at once", async () => {
  await using app = await createTestApp();
  const { projectId, bring } = await createImportingProject(app);
  const labels = Array.from({ length: 40 }, (_, at) => ({ name: `label ${at}`, color: "ededed" }));

  const result = await bring(...Array.from({ length: 500 }, (_, at) => task(`${at}`, { labels })));

  expect(result).toMatchObject({ created: 500, rejected: [] });
  const page = await app.as("mona").tasks.list({ projectId, limit: 1 });
  expect(page.tasks[0]?.labelIds).toHaveLength(40);
});
