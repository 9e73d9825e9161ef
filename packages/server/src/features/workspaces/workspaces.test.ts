import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp } from "../../../test/test-app.ts";
import { SLUG_MAX } from "./inputs.ts";

test("whoever makes a workspace owns it", async () => {
  await using app = await createTestApp();

  const made = await app.as("ada").workspaces.create({ name: "  Apollo & Söhne  " });

  expect(made).toEqual({
    id: made.id,
    name: "Apollo & Söhne",
    slug: "apollo-sohne",
    role: "owner",
    createdAt: app.now(),
    secondFactorRequiredSince: null,
  });
  expect(await app.as("ada").workspaces.get({ slug: "apollo-sohne" })).toEqual(made);
  expect(await app.events()).toEqual(["workspace.created", "member.joined"]);
});

test("a list of workspaces holds only one's own, by name, with one's role", async () => {
  await using app = await createTestApp();
  await createTeam(app);
  await app.as("mona").workspaces.create({ name: "Alone" });

  const seen = await app.as("mona").workspaces.list();

  expect(seen.map(({ name, role }) => [name, role])).toEqual([
    ["Alone", "owner"],
    ["Apollo", "member"],
  ]);
  expect(await app.as("bob").workspaces.list()).toEqual([]);
});

test("a workspace whose name is taken gets an address with a suffix", async () => {
  await using app = await createTestApp();
  const create = () => app.as("ada").workspaces.create({ name: "Apollo" });

  const made = await Promise.all(Array.from({ length: 12 }, create));

  const slugs = made.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(12);
  expect(slugs.filter((slug) => /^apollo(-[2-9])?$/.test(slug))).toHaveLength(9);
  expect(slugs.filter((slug) => /^apollo-[0-9a-f]{10}$/.test(slug))).toHaveLength(3);
});

test("any name makes a valid address", async () => {
  await using app = await createTestApp();
  const names = ["北京", "!", "x", "-- a --- b --", "Ω".repeat(80), `${"long ".repeat(15)}name`, `${"a".repeat(39)} b`];

  for (const name of names) {
    const { slug } = await app.as("ada").workspaces.create({ name });
    expect(await app.as("ada").workspaces.get({ slug })).toMatchObject({ name });
    expect(slug.length).toBeLessThanOrEqual(SLUG_MAX);
  }
});

test("an address that was asked for is given or refused, never changed", async () => {
  await using app = await createTestApp();
  await app.as("ada").workspaces.create({ name: "Apollo", slug: "moon" });

  const second = app.as("bob").workspaces.create({ name: "Gemini", slug: "moon" });

  await expect(second).rejects.toMatchObject({ code: "CONFLICT", message: "This address is taken. Choose another." });
  expect(await app.as("bob").workspaces.list()).toEqual([]);
  expect(await app.events()).toEqual(["workspace.created", "member.joined"]);
});

test("no workspace takes the address of a page", async () => {
  await using app = await createTestApp();
  const { create } = app.as("ada").workspaces;

  const { id, slug } = await create({ name: "Sign in" });

  expect(slug).toBe("sign-in-2");
  const calls = [create({ name: "Apollo", slug: "inbox" }), app.as("ada").workspaces.update({ id, slug: "account" })];
  await expectRefused(calls, { code: "BAD_REQUEST" });
  expect(await app.events("workspace")).toEqual(["workspace.created"]);
});

test("of three who ask for the same address at once, one gets it", async () => {
  await using app = await createTestApp();
  const create = (name: string) => app.as(name).workspaces.create({ name: "Apollo", slug: "apollo" });

  const outcomes = await Promise.allSettled([create("ada"), create("bob"), create("cleo")]);

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "CONFLICT" });
});

test("a stranger cannot tell whether a workspace exists", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);

  const taken = await app.as("bob").workspaces.get({ slug }).catch(String);
  const free = await app.as("bob").workspaces.get({ slug: "nowhere" }).catch(String);

  expect(taken).toBe(free);
  await expect(app.as("bob").workspaces.get({ slug })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const update = app.as("bob").workspaces.update({ id: workspaceId, name: "Mine" });
  await expect(update).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an operator is no member by being operator", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);
  const userId = await app.idOf("root");
  const operator = app.caller({ kind: "user", userId, sessionId: "", operator: true });

  await expect(operator.workspaces.get({ slug })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(operator.members.list({ workspaceId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an admin renames a workspace and changes its address", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const renamed = await app.as("adam").workspaces.update({ id: workspaceId, name: "Artemis" });
  const moved = await app.as("adam").workspaces.update({ id: workspaceId, slug: "artemis" });

  expect(renamed).toMatchObject({ name: "Artemis", slug: "apollo", role: "admin" });
  expect(moved).toMatchObject({ name: "Artemis", slug: "artemis" });
  await expect(app.as("adam").workspaces.get({ slug: "apollo" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await app.events("workspace")).toEqual(["workspace.created", "workspace.changed", "workspace.changed"]);
});

test("a workspace changed to what it is already is left alone", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const same = await app.as("olga").workspaces.update({ id: workspaceId, name: "Apollo", slug: "apollo" });

  expect(same).toMatchObject({ name: "Apollo", slug: "apollo" });
  expect(await app.events("workspace")).toEqual(["workspace.created"]);
});

test("a workspace cannot take the address of another", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  await app.as("bob").workspaces.create({ name: "Gemini" });

  const update = app.as("olga").workspaces.update({ id: workspaceId, name: "Artemis", slug: "gemini" });

  await expect(update).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await app.as("olga").workspaces.get({ slug: "apollo" })).toMatchObject({ name: "Apollo" });
  expect(await app.events("workspace")).toEqual(["workspace.created", "workspace.created"]);
});

test("members and viewers see a workspace but do not change it", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);

  for (const name of ["mona", "vera"]) {
    expect(await app.as(name).workspaces.get({ slug })).toMatchObject({ id: workspaceId });
    const update = app.as(name).workspaces.update({ id: workspaceId, name: "Mine" });
    await expect(update).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  expect(await app.events("workspace")).toEqual(["workspace.created"]);
});

test("nobody reaches workspaces without signing in", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);
  const before = await app.events();
  const { list, get, create, update } = app.anyone.workspaces;

  await expectRefused([list(), get({ slug }), create({ name: "Mine" }), update({ id: workspaceId, name: "Mine" })], {
    code: "UNAUTHORIZED",
  });
  expect(await app.events()).toEqual(before);
});

test("bad names and addresses are refused", async () => {
  await using app = await createTestApp();
  const ada = app.as("ada").workspaces;
  const slugs = ["a", "Apollo", "-apollo", "apollo-", "a--b", "a b", "ä", "a/b", "a".repeat(41)];

  const calls = [
    ...slugs.map((slug) => ada.create({ name: "Apollo", slug })),
    ...["", "   ", "a\0b", "x".repeat(81)].map((name) => ada.create({ name })),
    ada.create({ name: "Apollo", role: "owner" } as { name: string }),
    ada.update({ id: "1", name: "Apollo" }),
  ];

  await expectRefused(calls, { code: "BAD_REQUEST" });
  expect(await app.events()).toEqual([]);
});
