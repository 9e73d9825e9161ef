import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { addProject, addTasks, createTracker, type MadeTask } from "../../../test/tracker.ts";
import { taskSorts } from "./inputs.ts";
import { tasks } from "./table.ts";
import { writeCursor } from "./task-cursor.ts";

type Filter = Parameters<ReturnType<TestApp["as"]>["tasks"]["list"]>[0];

test("a list shows the newest tasks first, without their bodies", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { id: labelId } = await app.as("mona").labels.create({ projectId, name: "bug" });
  const [first] = await addTasks(app, projectId, ["first"]);
  app.pass(1_000);
  const second = await app.as("mona").tasks.create({ projectId, title: "second", body: "text", labelIds: [labelId] });

  const page = await app.as("vera").tasks.list({ projectId });

  const { subtasks, origin, deletedAt, createdBy, body, projectKey, workspaceId, ...summary } = second;
  expect(page).toEqual({ tasks: [summary, expect.objectContaining({ id: first.id, labelIds: [] })], nextCursor: null });
});

for (const sort of taskSorts) {
  for (const narrowed of [{}, { priorities: ["none" as const] }]) {
    const what = `${sort} order${"priorities" in narrowed ? " with a filter" : ""}`;

    test(`pages in ${what} show every task exactly once, however many are alike`, async () => {
      await using app = await createTestApp();
      const { projectId, made } = await createAlikeTasks(app);
      const key = { created: "createdAt", updated: "updatedAt", manual: "rank" }[sort] as "createdAt" | "rank";
      const direction = sort === "manual" ? 1 : -1;
      const expected = [...made].sort((a, b) => direction * (order(a[key], b[key]) || order(a.id, b.id)));

      for (const limit of [1, 4, 7, 200]) {
        const pages = await allPages(app, { projectId, sort, limit, ...narrowed });
        expect(pages.flat().map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      }
    });
  }
}

test("tasks that come and go between pages do not shift the others", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const [a, b, c, d] = await addTasks(app, projectId, ["a", "b", "c", "d"]);
  const page = { projectId, limit: 2 };

  const first = await app.as("vera").tasks.list(page);
  await addTasks(app, projectId, ["new"]);
  await app.as("mona").tasks.delete({ id: c.id });
  const second = await app.as("vera").tasks.list({ ...page, cursor: first.nextCursor ?? "" });

  expect(first.tasks.map(({ id }) => id)).toEqual([d.id, c.id]);
  expect(second.tasks.map(({ id }) => id)).toEqual([b.id, a.id]);
  expect(second.nextCursor).toBeNull();
});

test("a cursor that was altered, or is of another list, is refused", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  await addTasks(app, projectId, ["a", "b"]);
  const { list } = app.as("vera").tasks;
  const { nextCursor } = await list({ projectId, limit: 1 });
  const cursor = nextCursor ?? "";
  const [sort, key, id, checksum] = JSON.parse(Buffer.from(cursor, "base64url").toString());
  const forged = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");

  const altered = [
    "x",
    `${cursor}A`,
    ` ${cursor}`,
    cursor.slice(1),
    forged(null),
    forged({ sort, key, id, checksum }),
    forged([sort, key + 1, id, checksum]),
    forged([sort, key, randomUUID(), checksum]),
    forged([sort, 1e300, id, checksum]),
    forged([sort, "a0", id, checksum]),
    forged([sort, key, "1 or 1=1", checksum]),
    forged(["manual", key, id, checksum]),
    forged([sort, key, id]),
    forged([sort, key, id, checksum, 1]),
    // Alike in content, but not to the letter.
    Buffer.from(`${JSON.stringify([sort, key, id, checksum])} `).toString("base64url"),
  ];

  expect(await list({ projectId, limit: 1, cursor })).toMatchObject({ tasks: [{ title: "a" }] });
  const why = {
    code: "BAD_REQUEST",
    message: "The cursor does not belong to this list. Start again without one.",
  } as const;
  await expectRefused(
    [
      ...altered.map((cursor) => list({ projectId, limit: 1, cursor })),
      list({ projectId, sort: "updated", limit: 1, cursor }),
      list({ projectId, sort: "manual", limit: 1, cursor }),
      list({ projectId: other.projectId, limit: 1, cursor }),
    ],
    why,
  );
});

test("a list is narrowed down by each filter, and by all of them together", async () => {
  await using app = await createTestApp();
  const { projectId, status } = await createTracker(app);
  const { create } = app.as("mona").tasks;
  const label = async (name: string) => (await app.as("mona").labels.create({ projectId, name })).id;
  const [bug, urgent] = [await label("bug"), await label("urgent")];
  const [adam, mona] = [await app.idOf("adam"), await app.idOf("mona")];
  const land = await create({
    projectId,
    title: "Land",
    labelIds: [bug, urgent],
    assigneeId: adam,
    dueOn: "2026-06-30",
  });
  await create({
    projectId,
    title: "Start",
    statusId: status.Done,
    priority: "high",
    labelIds: [bug],
    assigneeId: mona,
  });
  await create({ projectId, title: "Café ½", parentId: land.id, priority: "urgent", dueOn: "2026-07-01" });
  const titles = async (filter: Omit<Filter, "projectId">) => {
    const page = await app.as("vera").tasks.list({ projectId, sort: "manual", ...filter });
    return page.tasks.map(({ title }) => title).join();
  };

  expect(await titles({})).toBe("Land,Start,Café ½");
  expect(await titles({ statusIds: [status.Done, status.Todo] })).toBe("Start");
  expect(await titles({ priorities: ["high", "urgent"] })).toBe("Start,Café ½");
  expect(await titles({ assigneeIds: [adam] })).toBe("Land");
  expect(await titles({ assigneeIds: [null] })).toBe("Café ½");
  expect(await titles({ assigneeIds: [mona, null] })).toBe("Start,Café ½");
  expect(await titles({ labelIds: [bug] })).toBe("Land,Start");
  expect(await titles({ labelIds: [bug, urgent] })).toBe("Land");
  expect(await titles({ dueBefore: "2026-07-01" })).toBe("Land");
  expect(await titles({ parentId: land.id })).toBe("Café ½");
  expect(await titles({ parentId: null })).toBe("Land,Start");
  expect(await titles({ labelIds: [bug], priorities: ["none"], parentId: null, text: "AN" })).toBe("Land");
  expect(await titles({ statusIds: [], priorities: [], assigneeIds: [], labelIds: [], text: " " })).toBe(
    "Land,Start,Café ½",
  );
});

test("text finds titles regardless of case and accents, and tasks by their number", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  await addTasks(app, projectId, ["Café crème", "100% sure", "under_score", "back\\slash", "2 moons"]);
  const found = async (text: string) => {
    const page = await app.as("vera").tasks.list({ projectId, sort: "manual", text });
    return page.tasks.map(({ title }) => title).join();
  };

  expect(await found("CAFE CREME")).toBe("Café crème");
  expect(await found("fé")).toBe("Café crème");
  expect(await found("%")).toBe("100% sure");
  expect(await found("_")).toBe("under_score");
  expect(await found("\\")).toBe("back\\slash");
  expect(await found("2")).toBe("100% sure,2 moons");
  expect(await found("APO-2")).toBe("100% sure");
  expect(await found(" apo-2 ")).toBe("100% sure");
  expect(await found("#3")).toBe("under_score");
  expect(await found("GEM-2")).toBe("");
  expect(await found("APO-99999999999")).toBe("");
});

test("a list holds tasks of its project only", async () => {
  await using app = await createTestApp();
  const { workspaceId, projectId } = await createTracker(app);
  const other = await addProject(app, workspaceId, "GEM");
  const [foreign] = await addTasks(app, other.projectId, ["Foreign"]);
  const { list } = app.as("vera").tasks;

  expect((await list({ projectId })).tasks).toEqual([]);
  expect((await list({ projectId, statusIds: [other.status.Backlog] })).tasks).toEqual([]);
  expect((await list({ projectId, parentId: foreign.id })).tasks).toEqual([]);
});

test("a stranger cannot tell an empty project from none, and nobody lists without signing in", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  await addTasks(app, projectId, ["Land"]);
  const { id: labelId } = await app.as("mona").labels.create({ projectId, name: "bug" });
  const cursor = writeCursor(projectId, "created", { key: new Date(0), id: randomUUID() });
  const why = { code: "NOT_FOUND", message: "There is no such project." } as const;
  const { list, get, getByNumber } = app.as("bob").tasks;

  await expectRefused(
    [
      list({ projectId }),
      list({ projectId, cursor }),
      list({ projectId, labelIds: [labelId] }),
      list({ projectId: randomUUID() }),
      app.as("vera").tasks.list({ projectId: randomUUID() }),
    ],
    why,
  );
  const [task] = (await app.as("vera").tasks.list({ projectId })).tasks;
  await expectRefused([get({ id: task?.id ?? "" }), get({ id: randomUUID() }), getByNumber({ projectId, number: 1 })], {
    code: "NOT_FOUND",
    message: "There is no such task.",
  });
  await expectRefused(
    [
      app.anyone.tasks.list({ projectId }),
      app.anyone.tasks.get({ id: task?.id ?? "" }),
      app.anyone.tasks.getByNumber({ projectId, number: 1 }),
    ],
    { code: "UNAUTHORIZED" },
  );
});

test("a filter's input is checked", async () => {
  await using app = await createTestApp();
  const { projectId } = await createTracker(app);
  const { list } = app.as("vera").tasks;

  await expectRefused(
    [
      ...[0, 201, 1.5].map((limit) => list({ projectId, limit })),
      list({ projectId, labelIds: ["bug"] }),
      list({ projectId, text: "x".repeat(201) }),
      list({ projectId, dueBefore: "soon" }),
      list({ projectId, cursor: "x".repeat(501) }),
      list(Object.assign({ deletedAt: null }, { projectId })),
    ],
    { code: "BAD_REQUEST" },
  );
});

/** Twenty-four tasks in which each moment and each rank occurs several times, in no order. */
async function createAlikeTasks(app: TestApp): Promise<{ projectId: string; made: MadeTask[] }> {
  const { projectId } = await createTracker(app);
  const titles = Array.from({ length: 24 }, (_, at) => `Task ${at}`);
  const made: MadeTask[] = await addTasks(app, projectId, titles);
  for (const [at, task] of made.entries()) {
    const change = {
      createdAt: new Date(1e12 + (at % 3)),
      updatedAt: new Date(1e12 - ((at * 5) % 4)),
      rank: ["a1", "Zz", "a0V"][(at * 7) % 3] ?? "",
    };
    Object.assign(task, change);
    await app.database.write((db) => db.update(tasks).set(change).where(eq(tasks.id, task.id)));
  }
  return { projectId, made };
}

async function allPages(app: TestApp, filter: Filter): Promise<{ id: string }[][]> {
  const pages: { id: string }[][] = [];
  let cursor: string | null | undefined;
  do {
    const page = await app.as("vera").tasks.list({ ...filter, ...(cursor && { cursor }) });
    pages.push(page.tasks);
    cursor = page.nextCursor;
  } while (cursor);
  return pages;
}

const order = (a: string | Date, b: string | Date) => (a < b ? -1 : a > b ? 1 : 0);
