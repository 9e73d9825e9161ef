import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTeam, rolesIn } from "../../../test/team.ts";
import { createTestApp } from "../../../test/test-app.ts";

test("every member sees who else is there", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const seen = await app.as("vera").members.list({ workspaceId });

  expect(seen.map(({ name, email, role }) => [name, email, role])).toEqual([
    ["Olga", "olga@example.com", "owner"],
    ["Adam", "adam@example.com", "admin"],
    ["Mona", "mona@example.com", "member"],
    ["Vera", "vera@example.com", "viewer"],
  ]);
  expect(seen[0]).toEqual({
    userId: await app.idOf("olga"),
    name: "Olga",
    email: "olga@example.com",
    role: "owner",
    joinedAt: app.now(),
    heldSince: null,
  });
});

test("an admin gives roles below owner", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const userId = await app.idOf("vera");

  const changed = await app.as("adam").members.changeRole({ workspaceId, userId, role: "admin" });

  expect(changed).toMatchObject({ userId, name: "Vera", role: "admin" });
  expect(await rolesIn(app, workspaceId)).toEqual({ olga: "owner", adam: "admin", mona: "member", vera: "admin" });
  expect((await app.events()).at(-1)).toBe("member.role_changed");
});

test("giving someone the role they have changes nothing", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const before = await app.events();

  for (const name of ["olga", "mona"] as const) {
    const role = name === "olga" ? "owner" : "member";
    const same = await app.as("olga").members.changeRole({ workspaceId, userId: await app.idOf(name), role });
    expect(same.role).toBe(role);
  }

  expect(await app.events()).toEqual(before);
});

test("members and viewers manage nobody", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const before = await app.events();

  for (const name of ["mona", "vera"]) {
    const userId = await app.idOf(name);
    const { changeRole, remove } = app.as(name).members;
    await expect(changeRole({ workspaceId, userId, role: "admin" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(remove({ workspaceId, userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  expect(await app.events()).toEqual(before);
});

test("who is removed sees the workspace no more", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);

  await app.as("adam").members.remove({ workspaceId, userId: await app.idOf("mona") });

  expect(await rolesIn(app, workspaceId)).toEqual({ olga: "owner", adam: "admin", vera: "viewer" });
  await expect(app.as("mona").workspaces.get({ slug })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await app.events()).at(-1)).toBe("member.removed");
});

test("anyone but the last owner may leave", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);

  await app.as("vera").members.leave({ workspaceId });

  expect(await rolesIn(app, workspaceId)).toEqual({ olga: "owner", adam: "admin", mona: "member" });
  await expect(app.as("vera").workspaces.get({ slug })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await app.events()).at(-1)).toBe("member.left");
});

test("whoever goes is taken off their tasks there, and only there", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { id: elsewhereId } = await app.as("mona").workspaces.create({ name: "Alone" });
  const assigneeId = await app.idOf("mona");
  const project = await app.as("olga").projects.create({ workspaceId, name: "Rocket", key: "ROC" });
  const elsewhere = await app.as("mona").projects.create({ workspaceId: elsewhereId, name: "Garden", key: "GAR" });
  const task = await app.as("olga").tasks.create({ projectId: project.id, title: "Fuel", assigneeId });
  const adam = await app.idOf("adam");
  const others = await app.as("olga").tasks.create({ projectId: project.id, title: "Seats", assigneeId: adam });
  const own = await app.as("mona").tasks.create({ projectId: elsewhere.id, title: "Weed", assigneeId });

  await app.as("mona").members.leave({ workspaceId });

  const unassigned = await app.as("olga").tasks.get({ id: task.id });
  expect(unassigned.assigneeId).toBeNull();
  expect(unassigned.version).toBe(task.version + 1);
  expect((await app.events()).slice(-2)).toEqual(["task.changed", "member.left"]);
  expect((await app.as("olga").tasks.get({ id: others.id })).assigneeId).toBe(others.assigneeId);
  expect((await app.as("mona").tasks.get({ id: own.id })).assigneeId).toBe(assigneeId);
});

test("a stranger cannot tell whether a workspace has members", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const userId = await app.idOf("mona");
  const before = await app.events();
  const { list, changeRole, remove, leave } = app.as("bob").members;

  const calls = [
    list({ workspaceId }),
    changeRole({ workspaceId, userId, role: "viewer" }),
    remove({ workspaceId, userId }),
    leave({ workspaceId }),
  ];

  await expectRefused(calls, { code: "NOT_FOUND", message: "There is no such workspace." });
  expect(await app.events()).toEqual(before);
});

test("someone who is no member can be neither promoted nor removed", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const before = await app.events();
  const { changeRole, remove } = app.as("olga").members;

  for (const userId of [await app.idOf("bob"), crypto.randomUUID()]) {
    await expect(changeRole({ workspaceId, userId, role: "viewer" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(remove({ workspaceId, userId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  expect(await app.events()).toEqual(before);
});

test("nobody reaches members without signing in", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const userId = await app.idOf("mona");
  const before = await app.events();
  const { list, changeRole, remove, leave } = app.anyone.members;

  const calls = [
    list({ workspaceId }),
    changeRole({ workspaceId, userId, role: "viewer" }),
    remove({ workspaceId, userId }),
    leave({ workspaceId }),
  ];

  await expectRefused(calls, { code: "UNAUTHORIZED" });
  expect(await app.events()).toEqual(before);
});

test("bad input about members is refused", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const userId = await app.idOf("mona");
  const before = await app.events();
  const { list, changeRole } = app.as("olga").members;

  const calls = [
    list({ workspaceId: "apollo" }),
    changeRole({ workspaceId, userId, role: "king" as "owner" }),
    changeRole({ workspaceId, userId, role: "viewer", force: true } as {
      workspaceId: string;
      userId: string;
      role: "viewer";
    }),
  ];

  await expectRefused(calls, { code: "BAD_REQUEST" });
  expect(await app.events()).toEqual(before);
});
