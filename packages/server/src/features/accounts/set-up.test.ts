import { AsyncResource } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { createLog, mutationContext, system } from "@plinth/kernel";
import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newLinkToken } from "../../one-time-tokens/token.ts";
import { renewSetUpLink } from "./set-up-link.ts";
import { setupLinks, users } from "./table.ts";

const ada = { name: "Ada", email: "ada@example.com", password: "correct horse" };
const refused = {
  code: "FORBIDDEN",
  message: "This set-up link is not valid. Restart the server to get a new one.",
} as const;

/** As the server does when it starts. */
function renewLink(app: TestApp, meanwhile = async () => {}): Promise<string | undefined> {
  const ctx = { actor: system, now: app.now(), requestId: "start", log: createLog("silent") };
  return app.database.write(async (db) => {
    const token = await renewSetUpLink(mutationContext(ctx, db));
    await meanwhile();
    return token;
  });
}

async function linkOf(app: TestApp): Promise<string> {
  const token = await renewLink(app);
  expect(token).toBeDefined();
  return token ?? "";
}

test("whoever holds the set-up link becomes the operator", async () => {
  await using app = await createTestApp();
  const token = await linkOf(app);
  expect(await app.anyone.accounts.installation()).toMatchObject({ needsSetUp: true });

  const { id } = await app.anyone.accounts.setUp({ ...ada, token });

  const actor = { kind: "user", userId: id, sessionId: "", operator: true } as const;
  expect(await app.caller(actor).accounts.me()).toMatchObject({ name: "Ada", operator: true });
  expect(await app.anyone.accounts.installation()).toMatchObject({ needsSetUp: false });
  expect(await app.events("account")).toEqual(["account.created"]);
});

test("of 50 who set up at once, exactly one succeeds", async () => {
  await using app = await createTestApp();
  const token = await linkOf(app);

  const attempts = Array.from({ length: 50 }, (_, index) =>
    app.anyone.accounts.setUp({ ...ada, email: `ada${index}@example.com`, token }),
  );
  const outcomes = await Promise.allSettled(attempts);

  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toHaveLength(49);
  for (const refusal of refusals) expect(refusal).toMatchObject(refused);
  expect(await app.database.read.select().from(users)).toHaveLength(1);
  expect(await app.events("account")).toEqual(["account.created"]);
  await expectRefused([app.anyone.accounts.setUp({ ...ada, token })], refused);
});

test("a set-up link that was never given out, or was replaced, is refused", async () => {
  await using app = await createTestApp();
  const older = await linkOf(app);
  const newer = await linkOf(app);
  const { setUp } = app.anyone.accounts;

  await expectRefused([setUp({ ...ada, token: older }), setUp({ ...ada, token: newLinkToken() })], refused);
  expect(await app.events("account")).toEqual([]);
  await setUp({ ...ada, token: newer });
});

test("a set-up link that is replaced while it is being used makes nobody the operator", async () => {
  await using app = await createTestApp();
  const token = await linkOf(app);

  // Bound here, so that it does not count as a part of the transaction that it meets.
  const attemptLater = AsyncResource.bind(() => Promise.allSettled([app.anyone.accounts.setUp({ ...ada, token })]));
  let attempt: Promise<unknown> | undefined;
  // The attempt still finds the link it holds, because its replacement commits only after the password is hashed.
  await renewLink(app, async () => {
    attempt = attemptLater();
    await pause(500);
  });

  expect(await attempt).toMatchObject([{ status: "rejected", reason: refused }]);
  expect(await app.database.read.select().from(users)).toEqual([]);
});

test("once anyone has an account, an older link makes no operator and the server gives out no other", async () => {
  await using app = await createTestApp();
  const token = await linkOf(app);
  await app.idOf("bob");

  await expectRefused([app.anyone.accounts.setUp({ ...ada, token })], refused);

  expect(await renewLink(app)).toBeUndefined();
  expect(await app.database.read.select().from(users)).toHaveLength(1);
  expect(await app.events("account")).toEqual([]);
});

test("nobody can sign up before the installation is set up", async () => {
  await using app = await createTestApp();
  await linkOf(app);

  await expectRefused([app.anyone.accounts.signUp(ada)], { code: "FORBIDDEN" });
  expect(await app.database.read.select().from(users)).toEqual([]);
  expect(await app.events("account")).toEqual([]);
});

test("of the set-up link only a hash is kept", async () => {
  await using app = await createTestApp();

  const token = await linkOf(app);

  const rows = await app.database.read.select().from(setupLinks);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
});
