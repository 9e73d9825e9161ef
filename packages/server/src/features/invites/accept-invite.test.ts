import { expect, test } from "vitest";
import { createTeam } from "../../../test/team.ts";
import { createTestApp } from "../../../test/test-app.ts";
import { newLinkToken } from "../../one-time-tokens/token.ts";

const DAY_MS = 86_400_000;
const email = "bob@example.com";

test("whoever holds the link sees where it leads, and nothing else", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token, expiresAt } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });

  const preview = { workspaceName: "Apollo", role: "member", email, expiresAt };

  expect(await app.anyone.invites.preview({ token })).toEqual(preview);
  expect(await app.as("cleo").invites.preview({ token })).toEqual(preview);
});

test("an accepted invite makes its account a member with the role it names", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);
  const { token } = await app.as("adam").invites.create({ workspaceId, email: "Bob@Example.COM ", role: "viewer" });

  const joined = await app.as("bob").invites.accept({ token });

  expect(joined).toEqual({ slug });
  expect(await app.as("bob").workspaces.get({ slug })).toMatchObject({ id: workspaceId, role: "viewer" });
  expect(await app.as("olga").invites.list({ workspaceId })).toEqual([]);
  expect((await app.events()).slice(-2)).toEqual(["invite.created", "member.joined"]);
});

test("an invite is only for the account it was sent to", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });
  const before = await app.events();

  const accept = app.as("cleo").invites.accept({ token });

  const message = `This invite is for ${email}. Sign in with that account to use it.`;
  await expect(accept).rejects.toMatchObject({ code: "FORBIDDEN", message });
  expect(await app.as("cleo").workspaces.list()).toEqual([]);
  expect(await app.events()).toEqual(before);
  await app.as("bob").invites.accept({ token });
});

test("unknown, used, revoked and expired links are answered alike", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const invite = (name: string) =>
    app.as("adam").invites.create({ workspaceId, email: `${name}@example.com`, role: "member" });
  const used = await invite("bob");
  await app.as("bob").invites.accept({ token: used.token });
  const revoked = await invite("cleo");
  await app.as("adam").invites.revoke({ id: revoked.id });
  const expired = await invite("dora");
  app.pass(7 * DAY_MS);
  const before = await app.events();

  for (const token of [newLinkToken(), used.token, revoked.token, expired.token]) {
    const refusal = { code: "NOT_FOUND", message: "There is no such invite." };
    await expect(app.anyone.invites.preview({ token })).rejects.toMatchObject(refusal);
    for (const name of ["bob", "cleo", "dora"]) {
      await expect(app.as(name).invites.accept({ token })).rejects.toMatchObject(refusal);
    }
  }
  expect(await app.as("olga").invites.list({ workspaceId })).toEqual([]);
  expect(await app.events()).toEqual(before);
});

test("an invite holds until the last moment of its week", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);
  const { token } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });

  app.pass(7 * DAY_MS - 1);

  expect(await app.as("bob").invites.accept({ token })).toEqual({ slug });
});

test("of 50 who use a link at once, one joins", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });
  const before = await app.events();
  await app.idOf("bob");

  const attempts = Array.from({ length: 50 }, () => app.as("bob").invites.accept({ token }));
  const outcomes = await Promise.allSettled(attempts);

  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toHaveLength(49);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "NOT_FOUND" });
  expect(await app.events()).toEqual([...before, "member.joined"]);
});

test("a key cannot accept an invite in a person's name", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const { token } = await app.as("adam").invites.create({ workspaceId, email, role: "member" });
  const userId = await app.idOf("bob");
  const key = app.caller({ kind: "key", userId, keyId: crypto.randomUUID(), scopes: [], operator: false });

  await expect(key.invites.accept({ token })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await app.as("bob").workspaces.list()).toEqual([]);
});
