// Faults: 83.
import type { ProcedureMeta } from "@plinth/kernel";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sealed } from "../../../test/auditing.ts";
import { mailInboxOf } from "../../../test/mailing.ts";
import { operating } from "../../../test/operating.ts";
import { signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { dataOf, procedures, serveProduct } from "../../../test/served-product.ts";
import { type Browser, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { call, paths } from "../../access/calls.ts";
import { hashToken } from "../../one-time-tokens/token.ts";
import { events } from "../../tables.ts";
import { users } from "../accounts/table.ts";
import { verifyAudit } from "../audit/verify-audit.ts";
import { sessions } from "../sessions/table.ts";

const reason = "She asked why a task is missing";
const MINUTE_MS = 60_000;

interface Visit extends AsyncDisposable {
  app: TestApp;
  browser: Browser;
  rootId: string;
  adaId: string;
  /** The operator's own token, from before. */
  own: string;
}

/** Root, an operator, in a browser signed in as Ada. */
async function visitAda(): Promise<Visit> {
  const app = await createTestApp(new Date());
  const adaId = await signUp(app, "ada");
  const rootId = await signUp(app, "grace");
  await app.database.write((db) => db.update(users).set({ operatorSince: app.now() }).where(eq(users.id, rootId)));
  const browser = app.browser();
  const signed = { email: "grace@example.com", password: "correct horse" };
  await (await browser.caller()).sessions.signIn(signed);
  const own = browser.jar.get("session") ?? "";
  await (await browser.caller()).people.impersonate({ id: adaId, reason });
  return { app, browser, rootId, adaId, own, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const me = async (browser: Browser) => (await browser.caller()).accounts.me();

test("an operator signs in as somebody under a new token, and is themselves again when they stop", async () => {
  await using visit = await visitAda();
  const { app, browser, adaId, rootId, own } = visit;
  const inbox = mailInboxOf(app);

  expect(await me(browser)).toMatchObject({ id: adaId, impersonated: true, operator: false });
  expect(browser.jar.get("session")).not.toBe(own);
  expect(browser.jar.get("operator-session")).toBe(own);
  const told = () => inbox.received.filter(({ subject }) => subject === "grace signed in as you");
  await expect.poll(told, { timeout: 20_000 }).toMatchObject([{ to: "ada@example.com" }]);
  expect(told()[0]?.text).toContain(reason);
  const theirs = browser.jar.get("session") ?? "";
  const isTheirs = eq(sessions.id, hashToken(theirs));
  const [session] = await app.database.read.select().from(sessions).where(isTheirs);
  // Whatever the operator has proved, they have not proved to be Ada.
  expect(session).toMatchObject({ userId: adaId, impersonatorId: rootId, provenAt: null });

  expect(await (await browser.caller()).people.stopImpersonating()).toEqual({ signedIn: true });

  expect(await me(browser)).toMatchObject({ id: rootId, impersonated: false, operator: true });
  expect(browser.jar.has("operator-session")).toBe(false);
  await expectRefused([(await app.bearing(theirs)).accounts.me()], { code: "UNAUTHORIZED" });
  await expectRefused([(await browser.caller()).people.stopImpersonating()], { code: "CONFLICT" });
});

test("what is done then is recorded as done by both, in the chain of the audit log too", async () => {
  await using visit = await visitAda();
  const { app, browser, adaId, rootId } = visit;

  const { id: workspaceId } = await (await browser.caller()).workspaces.create({ name: "Apollo" });
  await (await browser.caller()).people.stopImpersonating();

  const all = await app.database.read.select().from(events).orderBy(asc(events.id));
  expect(all.find(({ name }) => name === "account.impersonated")).toMatchObject({
    ...{ actorId: rootId, impersonatorId: null, subjectId: adaId, data: { reason } },
  });
  for (const name of ["workspace.created", "account.impersonation_ended"]) {
    expect(all.find((event) => event.name === name)).toMatchObject({ actorId: adaId, impersonatorId: rootId });
  }
  const owner = app.caller({ kind: "user", userId: adaId, sessionId: "s", operator: false });
  const { entries } = await owner.audit.list({ workspaceId, actorId: rootId });
  expect(entries.map(({ actorName, impersonatorName }) => [actorName, impersonatorName])).toContainEqual([
    "ada",
    "grace",
  ]);

  await sealed(app);
  expect((await verifyAudit(app.database)).chains.flatMap(({ problem }) => problem ?? [])).toEqual([]);
});

test("it is over after an hour, however much is done", async () => {
  await using visit = await visitAda();
  const { app, browser, adaId } = visit;
  const token = browser.jar.get("session") ?? "";
  const asThem = async () => (await app.bearing(token)).accounts.me();
  const ends = app.cookies.findLast(({ name }) => name === "session")?.expires;

  for (let minute = 0; minute < 60; minute += 10) {
    expect(await me(browser)).toMatchObject({ id: adaId });
    app.pass(10 * MINUTE_MS - 1_000);
  }
  expect(await asThem()).toMatchObject({ id: adaId });
  for (const { name, expires } of app.cookies.filter(({ name }) => name === "session").slice(-6)) {
    expect([name, expires]).toEqual([name, ends]);
  }
  const [row] = await app.database.read
    .select()
    .from(sessions)
    .where(eq(sessions.id, hashToken(token)));
  expect(row?.expiresAt).toEqual(ends);
  // Lucia goes by the real time: what is over for it is over.
  await app.database.write((db) =>
    db
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - 61 * MINUTE_MS), expiresAt: new Date(Date.now() + 86_400_000) })
      .where(eq(sessions.id, hashToken(token))),
  );
  await expectRefused([asThem()], { code: "UNAUTHORIZED" });
});

test.each([
  ["the operator is suspended", ({ rootId }: Visit) => ({ id: rootId, set: { suspendedAt: new Date() } })],
  ["the operator is one no more", ({ rootId }: Visit) => ({ id: rootId, set: { operatorSince: null } })],
  ["the person is suspended", ({ adaId }: Visit) => ({ id: adaId, set: { suspendedAt: new Date() } })],
  ["the person becomes an operator", ({ adaId }: Visit) => ({ id: adaId, set: { operatorSince: new Date() } })],
])("it ends when %s", async (_, change) => {
  await using visit = await visitAda();
  const { app, browser } = visit;
  // Twice, so that the session is known without asking the database.
  await me(browser);
  await me(browser);

  const { id, set } = change(visit);
  await app.database.write((db) => db.update(users).set(set).where(eq(users.id, id)));

  await expectRefused([me(browser)], { code: "UNAUTHORIZED" });
});

test("it ends with the operator's own session, whoever ends that, and when the person ends it", async () => {
  await using visit = await visitAda();
  const { app, browser, own, adaId } = visit;
  await me(browser);

  const ada = app.caller({ kind: "user", userId: adaId, sessionId: "s", operator: false });
  const [seen] = await ada.sessions.list();
  expect(seen).toMatchObject({ byOperator: true, address: null });
  await (await app.bearing(own)).sessions.signOut();

  await expectRefused([me(browser)], { code: "UNAUTHORIZED" });
  expect(await ada.sessions.list()).toEqual([]);
});

test("a cookie that somebody planted makes nobody an operator", async () => {
  await using visit = await visitAda();
  const { app, browser } = visit;
  await signUp(app, "mallory");
  browser.jar.set("operator-session", await signIn(app, "mallory"));

  expect(await (await browser.caller()).people.stopImpersonating()).toEqual({ signedIn: false });

  await expectRefused([me(browser)], { code: "UNAUTHORIZED" });
});

test("nobody is signed in as an operator, as somebody suspended, or from a session that ends within the hour", async () => {
  await using app = await createTestApp(new Date());
  const root = await operating(app, "root");
  await operating(app, "other");
  const { people } = root;
  const [other, rootId, ada] = [await app.idOf("other"), await app.idOf("root"), await app.idOf("ada")];

  await expectRefused([people.impersonate({ id: other, reason }), people.impersonate({ id: rootId, reason })], {
    code: "FORBIDDEN",
  });
  const tooShort = { code: "CONFLICT", message: expect.stringContaining("within the hour") } as const;
  // The caller of this test has a session that is none; then one that ends sooner than the other would.
  await expectRefused([people.impersonate({ id: ada, reason })], tooShort);
  const expiresAt = new Date(app.now().getTime() + 59 * MINUTE_MS);
  const own = { id: "session of root", userId: rootId, createdAt: app.now(), lastSeenAt: app.now(), expiresAt };
  await app.database.write((db) => db.insert(sessions).values(own));
  await expectRefused([people.impersonate({ id: ada, reason })], tooShort);
  await people.suspend({ id: ada, reason });
  await expectRefused([people.impersonate({ id: ada, reason })], {
    code: "CONFLICT",
    message: expect.stringContaining("suspended"),
  });
  expect(await app.database.read.$count(sessions)).toBe(1);
});

/** What is personal and yet open to an operator in somebody's place: only to see. */
const metaOf = (path: string) => Object(procedures[path]?._def.meta) as ProcedureMeta;
const isOpen = ({ kind, sensitive }: ProcedureMeta) => kind === "query" && !sensitive;

test("nothing that is about who somebody is and how they sign in can be done in their place", async () => {
  await using visit = await visitAda();
  const { app, adaId, rootId } = visit;
  const inPlace = app.caller({
    ...{ kind: "user", userId: adaId, sessionId: "s", operator: false },
    ...{ impersonatorId: rootId, provenAt: app.now() },
  });
  const personal = paths.filter((path) => {
    const { audience, sensitive } = metaOf(path);
    return audience === "person" || sensitive;
  });

  expect(personal).toEqual(
    expect.arrayContaining(["sessions.changePassword", "sessions.prove", "sessions.end", "sessions.endOthers"]),
  );
  for (const path of personal) {
    const { code } = await call(inPlace, path, undefined);
    // Refused before anything is asked about the input.
    expect([path, code === "FORBIDDEN"]).toEqual([path, !isOpen(metaOf(path))]);
  }
});

test("over HTTP, with a token of a program's", async () => {
  await using product = await serveProduct();
  const { app, call: post } = product;
  const account = (name: string) => ({ name, email: `${name}@example.com`, password: "correct horse" });
  await post("accounts.setUp", { ...account("root"), token: app.setUpToken });
  const { id } = dataOf(await post("accounts.signUp", account("ada")));
  const signedIn = await post("sessions.signIn", { email: "root@example.com", password: "correct horse", as: "token" });
  const { token } = dataOf(signedIn);

  const visit = dataOf(await post("people.impersonate", { id, reason, as: "token" }, { token }));

  expect(dataOf(await post("accounts.me", undefined, { token: visit.token }))).toMatchObject({
    id,
    impersonated: true,
  });
  expect((await post("people.list", {}, { token: visit.token })).status).toBe(403);
  expect((await post("sessions.signOut", undefined, { token: visit.token })).status).toBe(403);
  dataOf(await post("people.stopImpersonating", undefined, { token: visit.token }));
  expect((await post("accounts.me", undefined, { token: visit.token })).status).toBe(401);
});
