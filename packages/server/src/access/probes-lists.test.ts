// Faults: 79, 84.
import { randomUUID } from "node:crypto";
import { cursorOf } from "@plinth/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProbing, type Learnt, type Probing } from "../../test/probing.ts";
import { writeCursor } from "../features/tasks/task-cursor.ts";
import { callerFor } from "./calls.ts";
import type { CastName } from "./cast.ts";
import { sampleFor } from "./measure-access.ts";
import type { Place } from "./scene.ts";

// Lists, counts, totals, orders, filters and pages: they say the same whatever is in other workspaces.

/** Things that a list can be asked for, at a place. */
type Asked = [path: string, what: string, input: (at: Place) => object | undefined];

const narrowings: [string, (at: Place) => object][] = [
  ["everything", () => ({})],
  ["a text that hidden tasks have", () => ({ text: "hidden" })],
  ["a text that all tasks have", () => ({ text: "a" })],
  ["a number", () => ({ text: "1" })],
  ["a number that only hidden tasks have", () => ({ text: "40" })],
  ["a key and number", ({ key }) => ({ text: `${key}-1` })],
  ["somebody's tasks", ({ userId }) => ({ assigneeIds: [userId] })],
  ["nobody's tasks", () => ({ assigneeIds: [null] })],
  ["a label", ({ labelId }) => ({ labelIds: [labelId] })],
  ["a priority", () => ({ priorities: ["urgent"] })],
  ["what is due", () => ({ dueBefore: "2099-01-01" })],
  ["parts of a task", ({ parentId }) => ({ parentId })],
  ["what is no part of a task", () => ({ parentId: null })],
];

const lists: Asked[] = [
  ...["created", "updated", "manual"].flatMap((sort) =>
    narrowings.map(
      ([what, narrow]): Asked => [
        "tasks.list",
        `${what}, ${sort}`,
        (at) => ({ projectId: at.projectId, sort, ...narrow(at) }),
      ],
    ),
  ),
  ...narrowings.map(
    ([what, narrow]): Asked => ["tasks.board", what, (at) => ({ projectId: at.projectId, ...narrow(at) })],
  ),
  ["tasks.list", "a page of one", ({ projectId }) => ({ projectId, limit: 1 })],
  ["tasks.list", "a status", ({ projectId, statusId }) => ({ projectId, statusIds: [statusId] })],
  ["tasks.trash", "everything", ({ projectId }) => ({ projectId })],
  ["tasks.get", "with its parts", ({ parentId }) => ({ id: parentId })],
  ["projects.list", "with their totals", ({ workspaceId }) => ({ workspaceId })],
  ["projects.list", "archived ones", ({ workspaceId }) => ({ workspaceId, archived: true })],
  ["workspaces.list", "everything", () => undefined],
  ["members.list", "everything", ({ workspaceId }) => ({ workspaceId })],
  ["invites.list", "everything", ({ workspaceId }) => ({ workspaceId })],
  ["statuses.list", "everything", ({ projectId }) => ({ projectId })],
  ["labels.list", "everything", ({ projectId }) => ({ projectId })],
  ["imports.list", "everything", ({ projectId }) => ({ projectId })],
  ["comments.list", "everything", ({ taskId }) => ({ taskId })],
  ["comments.list", "a page of one", ({ taskId }) => ({ taskId, limit: 1 })],
  ["activity.ofTask", "everything", ({ taskId }) => ({ taskId })],
  ["activity.ofProject", "everything", ({ projectId }) => ({ projectId })],
  ["activity.ofProject", "a page of one", ({ projectId }) => ({ projectId, limit: 1 })],
  ...["hidden", "a", "land", "softly", '"hidden task"', "1", "ELS-1", "owner"].map(
    (text): Asked => [
      ...(["search.inWorkspace", `“${text}”, with ranks and snippets`] as const),
      ({ workspaceId }) => ({ workspaceId, text }),
    ],
  ),
  ["sessions.list", "everything", () => undefined],
];

const onlookers = ["viewer", "owner", "stranger", "workspace key"] as const;

let probing: Probing;
let before: Map<string, Learnt>;
beforeAll(async () => {
  probing = await createProbing();
  before = await askAll();
  await fill(probing);
});
afterAll(() => probing[Symbol.asyncDispose]());

async function askAll(): Promise<Map<string, Learnt>> {
  const learnt = new Map<string, Learnt>();
  for (const by of onlookers) {
    for (const [path, what, input] of lists) {
      learnt.set(`${by} ${path} ${what}`, await probing.learn(by, path, input(probing.places.own)));
    }
  }
  return learnt;
}

/** Puts much of everything into the other workspace. */
async function fill({ database, actors, places: { elsewhere } }: Probing): Promise<void> {
  const there = callerFor(database, actors["other owner"]);
  const { projectId, labelId, parentId, userId, taskId } = elsewhere;
  const more = { assigneeId: userId, priority: "urgent", dueOn: "2026-01-01" } as const;
  for (let nth = 0; nth < 40; nth += 1) {
    const { id } = await there.tasks.create({
      projectId,
      title: `A hidden task ${nth}`,
      parentId,
      labelIds: [labelId],
      ...more,
    });
    if (nth % 4 === 0) await there.tasks.delete({ id });
    await there.comments.create({ taskId, body: "@owner @member @viewer, hidden" });
  }
  await there.projects.create({ workspaceId: elsewhere.workspaceId, name: "A hidden project", key: "HID" });
  await there.labels.create({ projectId, name: "Hidden" });
  await there.statuses.create({ projectId, name: "Hidden", category: "done" });
}

describe.each(onlookers)("what %s is shown does not depend on rows that are hidden", (by) => {
  test.each(lists)("%s: %s", async (path, what, input) => {
    const after = await probing.learn(by, path, input(probing.places.own));

    expect(after).toEqual(before.get(`${by} ${path} ${what}`));
    expect(after.answer).not.toMatch(/hidden/i);
    // A key is refused what is for people alone before anything is asked.
    const refused = by === "workspace key" && path === "sessions.list";
    expect(after.statements.length > 0).toBe(!refused);
  });
});

describe("cursors", () => {
  const cursors: [what: string, path: string, idOf: (at: Place) => object, cursor: (at: Place) => string][] = [
    ...(["created", "updated", "manual"] as const).map((sort): (typeof cursors)[number] => [
      `tasks by ${sort}`,
      "tasks.list",
      ({ projectId }) => ({ projectId, sort }),
      ({ projectId, taskId }) =>
        writeCursor(projectId, sort, { key: sort === "manual" ? "a0" : new Date("2100-01-01"), id: taskId }),
    ]),
    [
      "comments",
      "comments.list",
      ({ taskId }) => ({ taskId }),
      ({ taskId, commentId }) => cursorOf(`comments of ${taskId}`, [0, commentId]),
    ],
    [
      "a task's activity",
      "activity.ofTask",
      ({ taskId }) => ({ taskId }),
      ({ taskId }) => cursorOf(`activity of task ${taskId}`, ["ffffffff-ffff-4fff-bfff-ffffffffffff"]),
    ],
    [
      "a project's activity",
      "activity.ofProject",
      ({ projectId }) => ({ projectId }),
      ({ projectId }) => cursorOf(`activity of project ${projectId}`, ["ffffffff-ffff-4fff-bfff-ffffffffffff"]),
    ],
  ];
  const forged = Buffer.from(JSON.stringify(["created", 0, randomUUID(), "forged"])).toString("base64url");

  test.each(cursors)(
    "%s: one of a list that is hidden is refused as a forged one is",
    async (_, path, idOf, cursor) => {
      const { own, elsewhere } = probing.places;
      const withCursor = (text: string) => probing.learn("member", path, { ...idOf(own), cursor: text });

      const foreign = await withCursor(cursor(elsewhere));

      expect(foreign).toEqual(await withCursor(forged));
      expect(foreign.answer).toContain("BAD_REQUEST");
    },
  );

  test.each(cursors)("%s: one that was leaked opens nothing", async (_, path, idOf, cursor) => {
    const { own, elsewhere } = probing.places;
    const nowhere = { ...elsewhere, projectId: randomUUID(), taskId: randomUUID() };

    const leaked = await probing.learn("member", path, { ...idOf(elsewhere), cursor: cursor(elsewhere) });

    expect(leaked).toEqual(await probing.learn("member", path, { ...idOf(nowhere), cursor: cursor(nowhere) }));
    expect(leaked.answer).toContain("NOT_FOUND");
    expect((await probing.learn("member", path, { ...idOf(own), cursor: cursor(own) })).answer).not.toContain("code");
  });

  test.each(cursors)("%s: one made for the place of a hidden row shows only what is seen anyway", async (...args) => {
    const [, path, idOf, cursor] = args;
    const { own, elsewhere } = probing.places;
    const hidden = { ...elsewhere, projectId: own.projectId, taskId: own.taskId };
    const missing = { ...hidden, commentId: randomUUID() };

    const atHidden = await probing.learn("member", path, { ...idOf(own), cursor: cursor(hidden) });

    expect(atHidden).toEqual(await probing.learn("member", path, { ...idOf(own), cursor: cursor(missing) }));
    expect(atHidden.answer).not.toMatch(/hidden/i);
  });
});

describe("names that are taken where nobody can see it", () => {
  const free: [what: string, by: CastName, path: string, input: (own: Place, elsewhere: Place) => object][] = [
    ["a project's key", "owner", "projects.create", (own, { key }) => ({ ...sample("projects.create", own), key })],
    ["a label's name", "owner", "labels.create", (own) => ({ projectId: own.projectId, name: "Hidden" })],
    ["a label's new name", "owner", "labels.update", (own) => ({ id: own.labelId, name: "Hidden" })],
    [
      "a status's name",
      "owner",
      "statuses.create",
      (own) => ({ projectId: own.projectId, name: "Hidden", category: "done" }),
    ],
    ["a status's new name", "owner", "statuses.update", (own) => ({ id: own.statusId, name: "Hidden" })],
    [
      "an imported task's id",
      "owner",
      "imports.addRows",
      (own) => ({ id: own.importId, rows: [{ line: 1, row: { kind: "task", externalId: "hidden", title: "T" } }] }),
    ],
  ];

  test.each(free)("%s is free here", async (_, by, path, input) => {
    const { own, elsewhere } = probing.places;
    const there = callerFor(probing.database, probing.actors["other owner"]);
    const rows = [{ line: 1, row: { kind: "task", externalId: "hidden", title: "T" } }];
    await there.imports.addRows({ id: elsewhere.importId, rows });

    const { answer } = await probing.learn(by, path, input(own, elsewhere));

    expect(answer).not.toContain('"code"');
    expect(answer).not.toMatch(/unchanged":1|updated":1/);
  });

  test("inviting somebody who has an account says no more than inviting somebody who has none", async () => {
    const { workspaceId } = probing.places.own;
    const invite = async (email: string) => {
      const { answer, statements } = await probing.learn("owner", "invites.create", {
        workspaceId,
        email,
        role: "member",
      });
      const { id: _, token: __, email: ___, createdAt: ____, expiresAt: _____, ...rest } = JSON.parse(answer);
      return { rest, statements };
    };

    expect(await invite("neighbour@example.com")).toEqual(await invite("no-such-person@example.com"));
  });

  test("mentioning somebody of another workspace says no more than mentioning nobody", async () => {
    const { taskId } = probing.places.own;
    const mention = async (name: string) => {
      const learnt = await probing.learn("member", "comments.create", { taskId, body: `@${name}, look` });
      return { mentions: JSON.parse(learnt.answer).mentions, statements: learnt.statements };
    };

    for (const name of ["neighbour", "neighbour@example.com", "other owner", "stranger"]) {
      expect(await mention(name)).toEqual(await mention("no-such-person"));
    }
    expect((await mention("mate")).mentions).toHaveLength(1);
  });
});

describe("signing in with a wrong password", () => {
  const signIn = (email: string) =>
    probing.learn("anonymous", "sessions.signIn", { email, password: "wrong", as: "token" });

  test.each(["member", "operator", "suspended", "neighbour"])(
    "says nothing about whether %s has an account",
    async (name) => {
      const known = await signIn(`${name}@example.com`);

      expect(known).toEqual(await signIn("no-such-person@example.com"));
      expect(known.answer).toContain("UNAUTHORIZED");
    },
  );
});

function sample(path: string, at: Place): object {
  return Object(sampleFor(path, at));
}
