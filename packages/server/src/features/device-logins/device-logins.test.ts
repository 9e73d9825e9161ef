// Faults: 85.
import { events } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIn, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { users } from "../accounts/table.ts";
import { newUserCode } from "./new-user-code.ts";
import { deviceLogins } from "./table.ts";
import { userCode } from "./user-code.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 5);

const begin = (app: TestApp) => app.anyone.deviceLogins.begin({ host: "laptop" });
const poll = (app: TestApp, deviceCode: string) => app.anyone.deviceLogins.poll({ deviceCode });
const missing = { code: "NOT_FOUND" };

test("a program is signed in by whoever approves its code, and has not proved that it is them", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const ada = await app.bearing(await signIn(app, "ada"));
  const { deviceCode, userCode, intervalSeconds, expiresAt } = await begin(app);

  expect(userCode).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
  expect([intervalSeconds, expiresAt]).toEqual([5, new Date(app.now().getTime() + 600_000)]);
  expect(await poll(app, deviceCode)).toEqual({ state: "pending", token: null });
  expect(await ada.deviceLogins.find({ userCode: userCode.toLowerCase().replace("-", " ") })).toMatchObject({
    ...{ host: "laptop", address: "127.0.0.1" },
  });
  await ada.deviceLogins.approve({ userCode });
  const { state, token } = await poll(app, deviceCode);

  expect(state).toBe("approved");
  const program = await app.bearing(token ?? "");
  expect(await program.accounts.me()).toMatchObject({ id: userId });
  await expect(program.apiKeys.create({ name: "No", scopes: ["*:read"] })).rejects.toMatchObject({
    cause: { details: { needs: "proof" } },
  });
  expect(await poll(app, deviceCode)).toEqual({ state: "expired", token: null });
  expect((await app.events("account")).slice(-1)).toEqual(["account.program_approved"]);
});

test("whoever asks too often is told to slow down, and not kept from what was approved", async () => {
  await using app = await createTestApp();
  const { deviceCode, userCode } = await begin(app);
  const states: string[] = [];
  for (const seconds of [0, 1, 5, 3]) {
    app.pass(seconds * 1_000);
    states.push((await poll(app, deviceCode)).state);
  }
  await app.as("ada").deviceLogins.approve({ userCode });

  expect(states).toEqual(["pending", "slow-down", "pending", "slow-down"]);
  expect((await poll(app, deviceCode)).state).toBe("approved");
});

test("of fifty who ask at once for what was approved, one is given a session", async () => {
  await using app = await createTestApp();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { deviceCode, userCode } = await begin(app);
    await app.as("ada").deviceLogins.approve({ userCode });

    const answers = await Promise.all(Array.from({ length: 50 }, () => poll(app, deviceCode)));

    expect(answers.filter(({ token }) => token !== null)).toHaveLength(1);
  }
});

test("of all who answer at once, the first is who is signed in", async () => {
  await using app = await createTestApp(new Date());
  const names = ["ada", "bob", "eve"];
  for (const name of names) await app.idOf(name);
  const { deviceCode, userCode } = await begin(app);

  const answers = await Promise.allSettled(names.map((name) => app.as(name).deviceLogins.approve({ userCode })));
  const [winner = ""] = names.filter((_, at) => answers[at]?.status === "fulfilled");
  const { token } = await poll(app, deviceCode);

  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await (await app.bearing(token ?? "")).accounts.me()).toMatchObject({ id: await app.idOf(winner) });
});

test("what was denied, is over or was never begun signs nobody in", async () => {
  await using app = await createTestApp();
  const [denied, late] = [await begin(app), await begin(app)];
  const { approve, deny, find } = app.as("ada").deviceLogins;

  await deny({ userCode: denied.userCode });
  expect(await poll(app, denied.deviceCode)).toEqual({ state: "denied", token: null });
  expect(await poll(app, denied.deviceCode)).toEqual({ state: "expired", token: null });
  await expect(approve({ userCode: denied.userCode })).rejects.toMatchObject(missing);
  app.pass(600_000);
  await expect(approve({ userCode: late.userCode })).rejects.toMatchObject(missing);
  await expect(find({ userCode: late.userCode })).rejects.toMatchObject(missing);
  expect(await poll(app, late.deviceCode)).toEqual({ state: "expired", token: null });
  expect(await poll(app, "x".repeat(43))).toEqual({ state: "expired", token: null });

  await begin(app);
  expect(await app.database.read.select().from(deviceLogins)).toHaveLength(1);
});

test("what was approved is over after ten minutes as well", async () => {
  await using app = await createTestApp();
  const { deviceCode, userCode } = await begin(app);
  app.pass(599_000);
  await app.as("ada").deviceLogins.approve({ userCode });
  app.pass(1_000);

  expect(await poll(app, deviceCode)).toEqual({ state: "expired", token: null });
});

test("approving takes a proof of a moment ago, by the person themselves; denying does not", async () => {
  await using app = await createTestApp();
  const { userCode, deviceCode } = await begin(app);
  const actor = { kind: "user", userId: await app.idOf("ada"), sessionId: "s", operator: false } as const;
  const impersonatorId = await app.idOf("root");

  await expect(app.caller(actor).deviceLogins.approve({ userCode })).rejects.toMatchObject({
    cause: { details: { needs: "proof" } },
  });
  const impersonated = app.caller({ ...actor, provenAt: app.now(), impersonatorId }).deviceLogins;
  await expect(impersonated.approve({ userCode })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const key = app.caller({ ...actor, kind: "key", keyId: "k", scopes: ["*:write"], operator: false }).deviceLogins;
  for (const refused of [
    key.approve({ userCode }),
    key.find({ userCode }),
    key.begin({ host: "x" }),
    key.poll({ deviceCode }),
  ]) {
    await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  await expect(app.anyone.deviceLogins.approve({ userCode })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect((await poll(app, deviceCode)).state).toBe("pending");
  await app.caller(actor).deviceLogins.deny({ userCode });
  expect((await poll(app, deviceCode)).state).toBe("denied");
});

test("whoever is suspended after they approved signs no program in", async () => {
  await using app = await createTestApp();
  const { userCode, deviceCode } = await begin(app);
  await app.as("ada").deviceLogins.approve({ userCode });
  const userId = await app.idOf("ada");
  await app.database.write((db) => db.update(users).set({ suspendedAt: app.now() }).where(eq(users.id, userId)));

  await expect(poll(app, deviceCode)).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "This account is suspended.",
  });
});

test("guesses at codes are counted for each person, also of many at once, and a right one forgets them", async () => {
  await using app = await createTestApp();
  const { find, approve, deny } = app.as("eve").deviceLogins;
  for (const name of ["ada", "eve"]) await app.idOf(name);

  for (const right of [find, deny, find]) {
    const { userCode } = await begin(app);
    const guesses = Array.from({ length: 30 }, (_, at) => [find, approve, deny][at % 3]?.({ userCode: newUserCode() }));
    const codes = (await Promise.allSettled(guesses)).map((one) => one.status === "rejected" && one.reason.code);
    expect(codes.filter((code) => code === "NOT_FOUND")).toHaveLength(5);
    expect(codes.filter((code) => code === "TOO_MANY_REQUESTS")).toHaveLength(25);
    await expect(right({ userCode })).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect(await app.as("ada").deviceLogins.find({ userCode })).toMatchObject({ host: "laptop" });
    app.pass(2_000);
    await right({ userCode });
  }
});

test("neither code is in the database or in what happened", async () => {
  await using app = await createTestApp();
  const { userCode, deviceCode } = await begin(app);
  const waiting = JSON.stringify(await app.database.read.select().from(deviceLogins));
  await app.as("ada").deviceLogins.approve({ userCode });
  const { token } = await poll(app, deviceCode);
  const happened = JSON.stringify(await app.database.read.select().from(events));

  for (const secret of [userCode, userCode.replace("-", ""), deviceCode, token ?? ""]) {
    expect(waiting + happened).not.toContain(secret);
  }
});

test("a code is read as people type it", () => {
  for (const typed of ["bcdf-ghjk", "BCDFGHJK", " bcdf ghjk ", "BC-DF-GH-JK"])
    expect(userCode.parse(typed)).toBe("BCDF-GHJK");
  for (const wrong of ["", "BCDF-GHJ", "BCDF-GHJKL", "ABCD-EFGH", "BCDF-GHJ0", "x".repeat(100)]) {
    expect(userCode.safeParse(wrong).success).toBe(false);
  }
});
