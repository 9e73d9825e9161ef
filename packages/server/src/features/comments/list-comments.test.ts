import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { createTestApp } from "../../../test/test-app.ts";

test("pages go from the oldest to the newest, also through comments of one moment", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  for (let n = 1; n <= 7; n++) {
    await app.as("mona").comments.create({ taskId, body: `Comment ${n}` });
    if (n % 3 === 0) app.pass(1_000);
  }

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.as("vera").comments.list({ taskId, limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.comments.map(({ body }) => body));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);

  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `Comment ${n}`));
});

test("a cursor belongs to its list, as it is", async () => {
  await using app = await createTestApp();
  const { projectId, taskId } = await createTask(app);
  const other = await app.as("mona").tasks.create({ projectId, title: "Other" });
  for (const body of ["1", "2"]) await app.as("mona").comments.create({ taskId: other.id, body });
  const { nextCursor } = await app.as("mona").comments.list({ taskId: other.id, limit: 1 });
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  const altered = [encoded([1]), encoded(["1", taskId, ""]), encoded([1, taskId, "0123456789abcdef"]), encoded({})];
  for (const cursor of [nextCursor ?? "", `${nextCursor}=`, "", "x", ...altered]) {
    await expect(app.as("mona").comments.list({ taskId, cursor })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  }
  const own = await app.as("mona").comments.list({ taskId: other.id, cursor: nextCursor ?? "" });
  expect(own.comments.map(({ body }) => body)).toEqual(["2"]);
});
