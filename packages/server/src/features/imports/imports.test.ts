import { events } from "@plinth/kernel";
import { desc } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTeam } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

async function createProject(app: TestApp) {
  const { workspaceId } = await createTeam(app);
  const { id: projectId } = await app.as("olga").projects.create({ workspaceId, name: "Lander", key: "LAN" });
  return { workspaceId, projectId };
}

test("an import is opened, filled and closed, and the project's history says so", async () => {
  await using app = await createTestApp();
  const { projectId, workspaceId } = await createProject(app);

  const run = await app.as("mona").imports.start({ projectId, source: "github" });
  const rows = [
    { line: 1, row: { kind: "task", externalId: "1", title: "Land" } },
    { line: 2, row: { kind: "nonsense" } },
  ];
  await app.as("mona").imports.addRows({ id: run.id, rows });
  app.pass(1_000);
  const finished = await app.as("mona").imports.finish({ id: run.id, unsent: 2 });

  expect(run).toMatchObject({ projectId, source: "github", finishedAt: null, created: 0 });
  const totals = { created: 1, updated: 0, unchanged: 0, rejected: 3 };
  expect(finished).toMatchObject({ id: run.id, finishedAt: app.now(), ...totals });
  expect(await app.as("vera").imports.list({ projectId })).toEqual([finished]);
  expect((await app.events()).slice(-3)).toEqual(["import.started", "task.imported", "import.finished"]);
  const [event] = await app.database.read.select().from(events).orderBy(desc(events.id)).limit(1);
  expect(event).toMatchObject({
    subjectId: run.id,
    containerId: projectId,
    tenantId: workspaceId,
    data: { source: "github", ...totals },
  });
});

test("each imported task has its import in its own history, and the project's is not flooded", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const { id } = await app.as("mona").imports.start({ projectId, source: "csv" });
  await app
    .as("mona")
    .imports.addRows({ id, rows: [{ line: 1, row: { kind: "task", externalId: "1", title: "Land" } }] });

  const [task] = (await app.as("mona").tasks.list({ projectId })).tasks;
  const ofTask = await app.as("mona").activity.ofTask({ taskId: task?.id ?? "" });
  const ofProject = await app.as("mona").activity.ofProject({ projectId });

  expect(ofTask.entries).toMatchObject([{ name: "task.imported", actorName: "Mona", data: { source: "csv" } }]);
  expect(ofProject.entries.map(({ name }) => name)).toEqual(["import.started", "project.created"]);
});

test("a finished import takes no more rows and cannot be finished again", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const { id } = await app.as("mona").imports.start({ projectId, source: "csv" });
  await app.as("mona").imports.finish({ id });
  const before = await app.events();

  const rows = [{ line: 1, row: { kind: "task", externalId: "1", title: "Late" } }];
  await expect(app.as("mona").imports.addRows({ id, rows })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(app.as("mona").imports.finish({ id })).rejects.toMatchObject({ code: "CONFLICT" });

  expect(await app.events()).toEqual(before);
  expect((await app.as("mona").tasks.list({ projectId })).tasks).toEqual([]);
});

test("an archived project takes no imports", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const { id } = await app.as("mona").imports.start({ projectId, source: "csv" });
  await app.as("olga").projects.archive({ id: projectId });
  const before = await app.events();

  const rows = [{ line: 1, row: { kind: "task", externalId: "1", title: "Late" } }];
  const imports = app.as("mona").imports;
  await expect(imports.start({ projectId, source: "csv" })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(imports.addRows({ id, rows })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(imports.finish({ id })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await app.events()).toEqual(before);
});

test("a viewer sees imports and makes none; to strangers they do not exist", async () => {
  await using app = await createTestApp();
  const { projectId } = await createProject(app);
  const { id } = await app.as("mona").imports.start({ projectId, source: "csv" });
  const before = await app.events();

  const rows = [{ line: 1, row: { kind: "task", externalId: "1", title: "No" } }];
  const calls = (caller: TestApp["anyone"]) => [
    () => caller.imports.start({ projectId, source: "csv" }),
    () => caller.imports.addRows({ id, rows }),
    () => caller.imports.finish({ id }),
  ];
  for (const call of calls(app.as("vera"))) await expect(call()).rejects.toMatchObject({ code: "FORBIDDEN" });
  for (const call of calls(app.as("eve"))) await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  for (const call of calls(app.anyone)) await expect(call()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await app.as("vera").imports.list({ projectId })).toMatchObject([{ id, created: 0, finishedAt: null }]);
  await expect(app.as("eve").imports.list({ projectId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(app.anyone.imports.list({ projectId })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await app.events()).toEqual(before);
});
