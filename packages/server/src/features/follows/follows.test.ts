import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addTasks } from "../../../test/tracker.ts";
import { expectUntouched } from "../../../test/untouched.ts";

const stateOf = (app: TestApp, name: string, taskId: string) => app.as(name).follows.state({ taskId });

test("people follow what they have to do with, and know why", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  await app.as("adam").comments.create({ taskId, body: "On it. @olga?" });
  const mine = await app.as("mona").tasks.create({ projectId, title: "Fuel", assigneeId: await app.idOf("adam") });

  expect(await stateOf(app, "mona", taskId)).toEqual({ following: true, why: "created" });
  expect(await stateOf(app, "adam", taskId)).toEqual({ following: true, why: "commented" });
  expect(await stateOf(app, "olga", taskId)).toEqual({ following: true, why: "mentioned" });
  expect(await stateOf(app, "vera", taskId)).toEqual({ following: false, why: null });
  expect(await stateOf(app, "adam", mine.id)).toEqual({ following: true, why: "assigned" });
});

test("anybody who sees a task may follow it, and leave it, as often as they like, and history does not tell", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { follows } = app.as("vera");
  const before = await app.events();

  expect(await follows.follow({ taskId })).toEqual({ following: true, why: "chosen" });
  expect(await follows.follow({ taskId })).toEqual({ following: true, why: "chosen" });
  expect(await follows.unfollow({ taskId })).toEqual({ following: false, why: null });
  expect(await follows.unfollow({ taskId })).toEqual({ following: false, why: null });
  expect(await follows.follow({ taskId })).toEqual({ following: true, why: "chosen" });

  expect(await app.events()).toEqual(before);
});

test("whoever left a task stays away, whatever they do there later", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  await app.as("mona").follows.unfollow({ taskId });

  await app.as("mona").comments.create({ taskId, body: "One more thing" });
  await app.as("adam").comments.create({ taskId, body: "Yes, @mona" });

  expect(await stateOf(app, "mona", taskId)).toEqual({ following: false, why: null });
});

test("a stranger cannot tell whether a task exists, a deleted one is followed by nobody, and nobody can without signing in", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  const [deleted] = await addTasks(app, projectId, ["Forget"]);
  await app.as("mona").tasks.delete({ id: deleted.id });
  const calls = ({ follows }: TestApp["anyone"], id: string) => [
    follows.state({ taskId: id }),
    follows.follow({ taskId: id }),
    follows.unfollow({ taskId: id }),
  ];

  await expectUntouched(app, { code: "NOT_FOUND", message: "There is no such task." }, () => [
    ...calls(app.as("bob"), taskId),
    ...calls(app.as("mona"), deleted.id),
    ...calls(app.as("mona"), randomUUID()),
  ]);
  await expectUntouched(app, { code: "UNAUTHORIZED" }, () => calls(app.anyone, taskId));
});
