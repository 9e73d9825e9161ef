import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { createTestApp } from "../../../test/test-app.ts";

test("reactions are counted once a person, and grouped", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { id: commentId } = await app.as("mona").comments.create({ taskId, body: "Landed" });

  await app.as("mona").comments.react({ commentId, kind: "rocket" });
  await app.as("mona").comments.react({ commentId, kind: "rocket" });
  await app.as("adam").comments.react({ commentId, kind: "+1" });
  const both = await app.as("adam").comments.react({ commentId, kind: "rocket" });
  expect(both.reactions).toEqual([
    { kind: "+1", count: 1, mine: true },
    { kind: "rocket", count: 2, mine: true },
  ]);

  await app.as("adam").comments.unreact({ commentId, kind: "rocket" });
  const one = await app.as("adam").comments.unreact({ commentId, kind: "rocket" });
  expect(one.reactions).toEqual([
    { kind: "+1", count: 1, mine: true },
    { kind: "rocket", count: 1, mine: false },
  ]);
});
