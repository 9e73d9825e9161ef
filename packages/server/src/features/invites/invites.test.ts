import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { hashToken, newLinkToken } from "../../one-time-tokens/token.ts";
import { invites } from "./table.ts";

const DAY_MS = 86_400_000;
const email = "bob@example.com";

const pendingOf = async (app: TestApp, workspaceId: string) =>
  (await app.as("olga").invites.list({ workspaceId })).map((invite) => [invite.email, invite.role]);

test("an invite's link is shown once, and kept only as a hash", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const { token, ...invite } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });

  expect(invite).toEqual({
    id: invite.id,
    email,
    role: "member",
    invitedBy: await app.idOf("adam"),
    createdAt: app.now(),
    expiresAt: new Date(app.now().getTime() + 7 * DAY_MS),
  });
  expect(await app.as("olga").invites.list({ workspaceId })).toEqual([invite]);
  const rows = JSON.stringify(await app.database.read.select().from(invites));
  expect(rows).not.toContain(token);
  expect(rows).toContain(hashToken(token));
  expect((await app.events()).at(-1)).toBe("invite.created");
});

test("only owners invite owners, revoke their invites or replace them", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { id } = await app.as("olga").invites.create({ workspaceId, email, role: "owner" });
  const before = await app.events();
  const { create, revoke } = app.as("adam").invites;

  const attempts = [
    create({ workspaceId, email: "cleo@example.com", role: "owner" }),
    create({ workspaceId, email, role: "viewer" }),
    revoke({ id }),
  ];

  await expectRefused(attempts, { code: "FORBIDDEN" });
  expect(await pendingOf(app, workspaceId)).toEqual([[email, "owner"]]);
  expect(await app.events()).toEqual(before);
});

test("whoever is a member already is not invited", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const before = await app.events();

  const invite = app.as("olga").invites.create({ workspaceId, email: " Mona@Example.com", role: "admin" });

  await expect(invite).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await app.events()).toEqual(before);
});

test("a new invite to the same address replaces the earlier one", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const earlier = await app.as("adam").invites.create({ workspaceId, email, role: "viewer" });

  const later = await app.as("olga").invites.create({ workspaceId, email: "BOB@example.com", role: "member" });

  expect(await pendingOf(app, workspaceId)).toEqual([[email, "member"]]);
  await expect(app.as("bob").invites.accept({ token: earlier.token })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await app.as("bob").invites.accept({ token: later.token });
  expect((await app.events()).slice(-4)).toEqual([
    "invite.created",
    "invite.revoked",
    "invite.created",
    "member.joined",
  ]);
});

test("invites made at the same time leave one that can be used", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const create = () => app.as("adam").invites.create({ workspaceId, email, role: "member" });

  await Promise.all([create(), create(), create(), create()]);

  expect(await pendingOf(app, workspaceId)).toEqual([[email, "member"]]);
});

test("a revoked invite cannot be used or revoked again", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { id, token } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });

  await app.as("adam").invites.revoke({ id });

  expect(await pendingOf(app, workspaceId)).toEqual([]);
  await expect(app.as("adam").invites.revoke({ id })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(app.as("bob").invites.accept({ token })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await app.events()).slice(-2)).toEqual(["invite.created", "invite.revoked"]);
});

test("an invite is worth nothing once its maker could not make it any more", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });
  const userId = await app.idOf("adam");
  const { changeRole, remove } = app.as("olga").members;

  await changeRole({ workspaceId, userId, role: "member" });
  await expect(app.anyone.invites.preview({ token })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await remove({ workspaceId, userId });

  await expect(app.as("bob").invites.accept({ token })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await pendingOf(app, workspaceId)).toEqual([]);
});

test("an invite to be owner dies with its maker's ownership", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token } = await app.as("olga").invites.create({ workspaceId, email, role: "owner" });
  await app.as("olga").members.changeRole({ workspaceId, userId: await app.idOf("adam"), role: "owner" });

  await app.as("adam").members.changeRole({ workspaceId, userId: await app.idOf("olga"), role: "admin" });

  await expect(app.as("bob").invites.accept({ token })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("members and viewers neither see nor make invites", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { id } = await app.as("olga").invites.create({ workspaceId, email, role: "member" });
  const before = await app.events();

  for (const name of ["mona", "vera"]) {
    const { list, create, revoke } = app.as(name).invites;
    const calls = [list({ workspaceId }), create({ workspaceId, email, role: "viewer" }), revoke({ id })];
    await expectRefused(calls, { code: "FORBIDDEN" });
  }
  expect(await app.events()).toEqual(before);
});

test("a stranger cannot tell whether an invite exists", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { id } = await app.as("olga").invites.create({ workspaceId, email, role: "member" });
  const before = await app.events();
  const { list, create, revoke } = app.as("cleo").invites;

  await expectRefused([list({ workspaceId }), create({ workspaceId, email, role: "viewer" })], {
    code: "NOT_FOUND",
    message: "There is no such workspace.",
  });
  await expectRefused([revoke({ id }), revoke({ id: crypto.randomUUID() })], {
    code: "NOT_FOUND",
    message: "There is no such invite.",
  });
  expect(await app.events()).toEqual(before);
});

test("nobody reaches invites without signing in, but for the preview", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { id } = await app.as("olga").invites.create({ workspaceId, email, role: "member" });
  const before = await app.events();
  const { list, create, revoke, accept } = app.anyone.invites;

  const calls = [
    list({ workspaceId }),
    create({ workspaceId, email, role: "viewer" }),
    revoke({ id }),
    accept({ token: newLinkToken() }),
  ];

  await expectRefused(calls, { code: "UNAUTHORIZED" });
  expect(await app.events()).toEqual(before);
});

test("bad input about invites is refused", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const before = await app.events();
  const { create, accept } = app.as("olga").invites;

  const calls = [
    create({ workspaceId, email: "bob", role: "member" }),
    create({ workspaceId, email, role: "king" as "owner" }),
    create({ workspaceId, email, role: "member", expiresAt: "2999-01-01" } as {
      workspaceId: string;
      email: string;
      role: "member";
    }),
    accept({ token: "short" }),
    accept({ token: "x".repeat(101) }),
  ];

  await expectRefused(calls, { code: "BAD_REQUEST" });
  expect(await app.events()).toEqual(before);
});
