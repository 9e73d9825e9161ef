// Faults: 74.
import { expect, test } from "vitest";
import { setUpTotp } from "../../../test/second-factors.ts";
import { createTeam, join, rolesIn } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { passkeys } from "../passkeys/table.ts";

/** The team's workspace, where Olga and Mona have an app, and nobody gets in without one. */
async function closed(app: TestApp) {
  const { workspaceId, slug } = await createTeam(app);
  await setUpTotp(app, app.as("olga"));
  await setUpTotp(app, app.as("mona"));
  await app.as("olga").members.requireSecondFactor({ workspaceId, required: true });
  return { workspaceId, slug };
}

const isIn = async (app: TestApp, name: string, slug: string) =>
  app
    .as(name)
    .workspaces.get({ slug })
    .then(
      () => true,
      ({ code }) => (code === "NOT_FOUND" ? false : code),
    );
const heldIn = async (app: TestApp, workspaceId: string) => {
  const list = await app.as("olga").members.list({ workspaceId });
  return list.filter(({ heldSince }) => heldSince).map(({ name }) => name);
};

test("whoever has no second factor stays a member, and sees nothing until they have one", async () => {
  await using app = await createTestApp();
  const elsewhere = await app.as("adam").workspaces.create({ name: "Gemini" });
  // Not set up before its first code.
  await app.as("adam").totp.enrol();
  const { workspaceId, slug } = await closed(app);

  expect(await isIn(app, "mona", slug)).toBe(true);
  expect(await isIn(app, "adam", elsewhere.slug)).toBe(true);
  expect(await isIn(app, "adam", slug)).toBe(false);
  expect(await heldIn(app, workspaceId)).toEqual(["Adam", "Vera"]);
  expect(await rolesIn(app, workspaceId)).toEqual({ olga: "owner", adam: "admin", mona: "member", vera: "viewer" });
  const listed = (await app.as("adam").workspaces.list()).find(({ id }) => id === workspaceId);
  expect(listed).toMatchObject({ slug, role: "admin", heldSince: app.now(), secondFactorRequiredSince: app.now() });
  await setUpTotp(app, app.as("adam"));
  expect(await isIn(app, "adam", slug)).toBe(true);
  expect(await heldIn(app, workspaceId)).toEqual(["Vera"]);
  expect((await app.events("workspace")).slice(1)).toEqual(["workspace.created", "workspace.second_factor_required"]);
});

test("taking it back opens the workspace to all of them", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await closed(app);

  const waived = await app.as("olga").members.requireSecondFactor({ workspaceId, required: false });

  expect(waived.secondFactorRequiredSince).toBeNull();
  for (const name of ["adam", "mona", "vera"]) expect([name, await isIn(app, name, slug)]).toEqual([name, true]);
  expect(await heldIn(app, workspaceId)).toEqual([]);
  // The only owner, too.
  for (const name of ["mona", "olga"]) {
    await app.as(name).totp.disable();
    expect(await isIn(app, name, slug)).toBe(true);
  }
});

test("whoever has another factor left loses nothing with one, be they the only owner", async () => {
  await using app = await createTestApp();
  const { slug } = await closed(app);
  const passkey = { userId: await app.idOf("olga"), credentialId: "c", publicKey: "k", counter: 0, transports: [] };
  const more = { isSynced: false, isBackedUp: false, name: "Laptop", createdAt: app.now() };
  await app.database.write((db) => db.insert(passkeys).values({ ...passkey, ...more }));

  await app.as("olga").totp.disable();

  expect(await isIn(app, "olga", slug)).toBe(true);
  expect(await app.as("olga").recoveryCodes.status()).toEqual({ left: 10 });
});

test("only owners decide it, only with a fresh proof and a factor of their own, and deciding the same again changes nothing", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const decide = (name: string, required = true) => app.as(name).members.requireSecondFactor({ workspaceId, required });

  await expect(decide("adam")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(decide("eve")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(decide("olga")).rejects.toMatchObject({
    code: "CONFLICT",
    message: "Set up two-step sign-in for yourself first.",
  });
  const olga = { kind: "user", userId: await app.idOf("olga"), sessionId: "hers", operator: false } as const;
  const unproven = app.caller(olga).members.requireSecondFactor({ workspaceId, required: true });
  await expect(unproven).rejects.toMatchObject({ message: "Confirm that it is you first." });
  expect(await heldIn(app, workspaceId)).toEqual([]);
  await setUpTotp(app, app.as("olga"));
  const first = await decide("olga");
  app.pass(1_000);
  expect(await decide("olga")).toEqual(first);
  expect(await app.events("workspace")).toEqual(["workspace.created", "workspace.second_factor_required"]);
});

test("whoever joins without a factor is held from the start, and whoever has one is not", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await closed(app);
  await setUpTotp(app, app.as("nina"));

  await join(app, "olga", workspaceId, { name: "nina", role: "member" });
  await join(app, "olga", workspaceId, { name: "paul", role: "member" });

  expect(await isIn(app, "nina", slug)).toBe(true);
  expect(await isIn(app, "paul", slug)).toBe(false);
});

test("whoever removes their last factor is held at once, but not the last owner who can get in", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await closed(app);
  await app.as("olga").members.changeRole({ workspaceId, userId: await app.idOf("adam"), role: "owner" });

  await app.as("mona").totp.disable();
  expect(await isIn(app, "mona", slug)).toBe(false);
  const last = { code: "CONFLICT", message: expect.stringContaining("only owner who can get into Apollo") };
  await expect(app.as("olga").totp.disable()).rejects.toMatchObject(last);
  await expect(app.as("olga").members.leave({ workspaceId })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await isIn(app, "olga", slug)).toBe(true);
  await setUpTotp(app, app.as("adam"));
  await app.as("adam").myData.deleteAccount();
  await expect(app.as("olga").totp.disable()).rejects.toMatchObject(last);
  await app.as("adam").myData.keepAccount();
  // Nor an owner of another workspace.
  const gemini = await app.as("olga").workspaces.create({ name: "Gemini" });
  await app.as("olga").members.requireSecondFactor({ workspaceId: gemini.id, required: true });
  await expect(app.as("olga").totp.disable()).rejects.toMatchObject({
    message: expect.stringContaining("into Gemini"),
  });
  await app.as("olga").members.requireSecondFactor({ workspaceId: gemini.id, required: false });
  await app.as("olga").totp.disable();
  expect(await isIn(app, "olga", slug)).toBe(false);
});

test("of two owners who remove their factors at once, one is refused", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await closed(app);
  await setUpTotp(app, app.as("adam"));
  await app.as("olga").members.changeRole({ workspaceId, userId: await app.idOf("adam"), role: "owner" });

  const outcomes = await Promise.allSettled([app.as("olga").totp.disable(), app.as("adam").totp.disable()]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("an invite and a webhook of somebody who is held count for nothing", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const invite = await app.as("adam").invites.create({ workspaceId, email: "nina@example.com", role: "member" });
  await app.as("adam").webhooks.create({ workspaceId, url: "https://example.com/hooks", events: ["*"] });
  await setUpTotp(app, app.as("olga"));

  await app.as("olga").members.requireSecondFactor({ workspaceId, required: true });

  await expect(app.anyone.invites.preview({ token: invite.token })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await app.as("olga").webhooks.list({ workspaceId })).toMatchObject([{ vouched: false }]);
  await setUpTotp(app, app.as("adam"));
  await app.anyone.invites.preview({ token: invite.token });
});

test("a key of somebody who is held sees nothing", async () => {
  await using app = await createTestApp();
  const { slug } = await closed(app);
  const keyOf = async (name: string) =>
    app.caller({ kind: "key", userId: await app.idOf(name), keyId: "k", scopes: ["*:read"], operator: false });

  await expect((await keyOf("adam")).workspaces.get({ slug })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await (await keyOf("mona")).workspaces.get({ slug })).toMatchObject({ slug });
});
