import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addTasks } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";
import { users } from "../accounts/table.ts";
import { tasks } from "../tasks/table.ts";
import { presences } from "./table.ts";

const SECOND_MS = 1_000;
const [phone, laptop] = [randomUUID(), randomUUID()];

/** The names of those who look at a task, as `mona` sees them. */
async function namesOn(app: TestApp, taskId: string): Promise<string[]> {
  const onlookers = await app.as("mona").presence.on({ taskId });
  return onlookers.map(({ name }) => name);
}

/** The tabs that are known, the one heard of last at the end. */
async function tabsIn({ database }: TestApp): Promise<string[]> {
  const rows = await database.read
    .select({ tabId: presences.tabId })
    .from(presences)
    .orderBy(presences.seenAt, presences.id);
  return rows.map(({ tabId }) => tabId);
}

test("everybody sees who looks at a task, and history does not", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const before = await app.events();

  await app.as("vera").presence.here({ taskId, tabId: laptop });
  await app.as("adam").presence.here({ taskId, tabId: randomUUID() });

  expect(await app.as("vera").presence.on({ taskId })).toEqual([
    { userId: await app.idOf("vera"), name: "Vera" },
    { userId: await app.idOf("adam"), name: "Adam" },
  ]);
  expect(await namesOn(app, taskId)).toEqual(["Vera", "Adam"]);
  expect(await app.events()).toEqual(before);
});

test("a person with two tabs is shown once, until the last is closed, and keeps their place while they stay", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("vera").presence.here({ taskId, tabId: laptop });
  await app.as("adam").presence.here({ taskId, tabId: randomUUID() });

  app.pass(20 * SECOND_MS);
  await app.as("vera").presence.here({ taskId, tabId: laptop });
  await app.as("vera").presence.here({ taskId, tabId: phone });
  expect(await namesOn(app, taskId)).toEqual(["Vera", "Adam"]);
  await app.as("vera").presence.gone({ taskId, tabId: laptop });
  expect(await namesOn(app, taskId)).toEqual(["Adam", "Vera"]);
  await app.as("vera").presence.gone({ taskId, tabId: phone });
  await app.as("vera").presence.gone({ taskId, tabId: phone });

  expect(await namesOn(app, taskId)).toEqual(["Adam"]);
});

test("one tab may show two tasks, and leaves them one by one", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  const [other] = await addTasks(app, projectId, ["Other"]);
  await app.as("vera").presence.here({ taskId, tabId: laptop });
  await app.as("vera").presence.here({ taskId: other.id, tabId: laptop });

  await app.as("vera").presence.gone({ taskId, tabId: laptop });

  expect([await namesOn(app, taskId), await namesOn(app, other.id)]).toEqual([[], ["Vera"]]);
});

test("whoever was not heard of for a minute is not shown, whoever was is", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("vera").presence.here({ taskId, tabId: laptop });
  app.pass(40 * SECOND_MS);
  await app.as("adam").presence.here({ taskId, tabId: randomUUID() });

  app.pass(20 * SECOND_MS - 1);
  expect(await namesOn(app, taskId)).toEqual(["Vera", "Adam"]);
  app.pass(1);
  expect(await namesOn(app, taskId)).toEqual(["Adam"]);
  await app.as("vera").presence.here({ taskId, tabId: laptop });

  expect(await namesOn(app, taskId)).toEqual(["Vera", "Adam"]);
});

test("whoever knows another's tab can neither take it over nor close it", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("vera").presence.here({ taskId, tabId: laptop });

  await app.as("adam").presence.gone({ taskId, tabId: laptop });
  expect(await namesOn(app, taskId)).toEqual(["Vera"]);
  await app.as("adam").presence.here({ taskId, tabId: laptop });
  expect(await namesOn(app, taskId)).toEqual(["Vera", "Adam"]);
  await app.as("adam").presence.gone({ taskId, tabId: laptop });

  expect(await namesOn(app, taskId)).toEqual(["Vera"]);
});

test("of one person the twenty tabs heard of last are kept, whatever others have", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const adams = randomUUID();
  await app.as("adam").presence.here({ taskId, tabId: adams });
  const tabs = Array.from({ length: 21 }, () => randomUUID());
  const [first = "", second = "", ...more] = tabs;

  for (const tabId of [first, second]) {
    app.pass(1);
    await app.as("vera").presence.here({ taskId, tabId });
  }
  for (const tabId of [first, ...more]) {
    app.pass(1);
    await app.as("vera").presence.here({ taskId, tabId });
  }

  expect(await tabsIn(app)).toEqual([adams, first, ...more]);
});

test("a tab that says so twice at once is there once", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);

  await Promise.all(Array.from({ length: 5 }, () => app.as("vera").presence.here({ taskId, tabId: laptop })));

  expect(await tabsIn(app)).toEqual([laptop]);
});

test("in an archived project people still look at tasks, in the trash they do not", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  const [deleted] = await addTasks(app, projectId, ["Forget"]);
  await app.as("vera").presence.here({ taskId: deleted.id, tabId: laptop });
  await app.as("mona").tasks.delete({ id: deleted.id });
  await app.as("olga").projects.archive({ id: projectId });

  await app.as("vera").presence.here({ taskId, tabId: laptop });

  expect(await namesOn(app, taskId)).toEqual(["Vera"]);
  const { presence } = app.as("vera");
  await expectUntouched(app, { code: "NOT_FOUND", message: "There is no such task." }, () => [
    presence.here({ taskId: deleted.id, tabId: laptop }),
    presence.gone({ taskId: deleted.id, tabId: laptop }),
    presence.on({ taskId: deleted.id }),
  ]);
});

test("whoever is taken out of the workspace is not shown any more, and cannot come back", async () => {
  await using app = await createTestApp();
  const { workspaceId, taskId } = await createTask(app);
  await app.as("vera").presence.here({ taskId, tabId: laptop });
  await app.as("adam").presence.here({ taskId, tabId: phone });

  await app.as("olga").members.remove({ workspaceId, userId: await app.idOf("vera") });

  expect(await namesOn(app, taskId)).toEqual(["Adam"]);
  await expectUntouched(app, { code: "NOT_FOUND" }, () => [app.as("vera").presence.here({ taskId, tabId: laptop })]);
});

test("a stranger cannot tell whether a task exists nor who looks at it, and nobody can without signing in", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("vera").presence.here({ taskId, tabId: laptop });
  const calls = ({ presence }: TestApp["anyone"]) => [
    presence.here({ taskId, tabId: laptop }),
    presence.gone({ taskId, tabId: laptop }),
    presence.on({ taskId }),
  ];

  await expectUntouched(app, { code: "NOT_FOUND", message: "There is no such task." }, () => [
    ...calls(app.as("bob")),
    app.as("mona").presence.here({ taskId: randomUUID(), tabId: laptop }),
  ]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => calls(app.anyone));

  expect(await tabsIn(app)).toEqual([laptop]);
  expect(await namesOn(app, taskId)).toEqual(["Vera"]);
});

test("a tab's id is a UUID, and nothing else is", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { presence } = app.as("vera");

  for (const wrong of ["", "tab", "x".repeat(10_000), `${randomUUID()}\0`, 1, null, undefined]) {
    // Safe because what does not fit the type is what this is about.
    const tabId = wrong as string;
    await expectUntouched(app, { code: "BAD_REQUEST" }, () => [
      presence.here({ taskId, tabId }),
      presence.gone({ taskId, tabId }),
    ]);
  }

  expect(await tabsIn(app)).toEqual([]);
});

test("what is known of a task's onlookers goes with the task, and what is known of a person with them", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  const [other] = await addTasks(app, projectId, ["Other"]);
  const veraId = await app.idOf("vera");
  await app.as("vera").presence.here({ taskId, tabId: laptop });
  await app.as("adam").presence.here({ taskId, tabId: phone });
  await app.as("adam").presence.here({ taskId: other.id, tabId: laptop });

  await app.database.write((db) => db.delete(users).where(eq(users.id, veraId)));
  expect(await tabsIn(app)).toEqual([phone, laptop]);
  await app.database.write((db) => db.delete(tasks).where(eq(tasks.id, taskId)));

  expect(await tabsIn(app)).toEqual([laptop]);
});
