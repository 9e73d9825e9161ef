import {
  type Actor,
  createLog,
  jobQueues,
  jobs,
  type MutationContext,
  mutationContext,
  system,
  useSecrets,
} from "@plinth/kernel";
import { startMailServer } from "@plinth/kernel/test";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { HOME, mailerTo, mailInboxOf, sendMailOf } from "../../test/mailing.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { users } from "../features/accounts/table.ts";
import { paragraph } from "./letter.ts";
import { sendMail } from "./send-mail.ts";
import { mailTemplate } from "./template.ts";

const patient = { timeout: 30_000 };

const greeting = mailTemplate({
  name: "greeting",
  props: z.strictObject({ name: z.string() }),
  sample: { name: "Ada" },
  write: ({ name }, home) => ({
    subject: `Hello ${name}`,
    preview: "Hello",
    blocks: [paragraph(`Hello ${name}, look at ${home}/`)],
    reason: "A test wants it.",
  }),
  isWanted: async (_, { name }) => name !== "Nobody",
});

const write = <T>({ database, now }: TestApp, work: (ctx: MutationContext<Actor>) => Promise<T>) =>
  database.write((db) =>
    work(mutationContext({ actor: system, now: now(), requestId: "test", log: createLog("silent") }, db)),
  );

const greet = (app: TestApp, name: string, to: Parameters<typeof sendMail>[2]["to"] = { address: "ada@example.com" }) =>
  write(app, (ctx) => sendMail(ctx, greeting, { to, props: { name } }));

const mailJobs = ({ database }: TestApp) => database.read.select().from(jobs).where(eq(jobs.name, "sendMail"));
const statesOf = async (app: TestApp) => (await mailJobs(app)).map(({ state }) => state);

test("a mail is delivered once, with both parts, under an id that its job gives it", async () => {
  await using server = await startMailServer();
  await using app = await createTestApp();
  sendMailOf(app, mailerTo(server.url), [greeting]);

  const id = await greet(app, "Ada");

  await expect.poll(() => statesOf(app), patient).toEqual(["done"]);
  expect(server.received).toHaveLength(1);
  const [{ to, mail } = expect.unreachable()] = server.received;
  expect(to).toEqual(["ada@example.com"]);
  expect(mail).toMatchObject({ subject: "Hello Ada", messageId: `<${id}@example.com>` });
  expect(mail.text).toContain(`look at ${HOME}/`);
  expect(mail.html).toContain(`look at ${HOME}/`);
});

test("a mail whose transaction is undone is not sent", async () => {
  await using app = await createTestApp();
  const inbox = mailInboxOf(app, [greeting]);

  const undone = write(app, async (ctx) => {
    await sendMail(ctx, greeting, { to: { address: "ada@example.com" }, props: { name: "Undone" } });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await greet(app, "Kept");

  await expect.poll(() => inbox.received.map(({ subject }) => subject), patient).toEqual(["Hello Kept"]);
});

test("what waits in the database cannot be read there", async () => {
  await using app = await createTestApp();

  await greet(app, "Secretive");

  const [{ payload } = expect.unreachable()] = await mailJobs(app);
  expect(payload).toEqual({ to: { address: "ada@example.com" }, template: "greeting", sealed: expect.any(String) });
  expect(JSON.stringify(payload)).not.toContain("Secretive");
});

test("a server that says to come back gets the same mail again", async () => {
  let refusals = 2;
  const refuse = () => (refusals-- > 0 ? { code: 451, message: "greylisted" } : undefined);
  await using server = await startMailServer({ refuse });
  await using app = await createTestApp();
  sendMailOf(app, mailerTo(server.url), [greeting]);

  const id = await greet(app, "Ada");

  await expect.poll(() => statesOf(app), patient).toEqual(["done"]);
  expect(await mailJobs(app)).toMatchObject([{ attempts: 3 }]);
  expect(server.received.map(({ mail }) => mail.messageId)).toEqual([`<${id}@example.com>`]);
});

test("what a server refuses for good ends, with its words", async () => {
  await using server = await startMailServer({ refuse: () => ({ code: 550, message: "no such mailbox" }) });
  await using app = await createTestApp();
  sendMailOf(app, mailerTo(server.url), [greeting]);

  await greet(app, "Ada");

  await expect.poll(() => statesOf(app), patient).toEqual(["dead"]);
  expect(await mailJobs(app)).toMatchObject([{ attempts: 1, error: expect.stringMatching(/550 no such mailbox/) }]);
});

test("mail waits for a server that is down", async () => {
  let url: string;
  {
    await using server = await startMailServer();
    url = server.url;
  }
  await using app = await createTestApp();
  sendMailOf(app, mailerTo(url), [greeting]);

  await greet(app, "Ada");
  await expect
    .poll(async () => (await mailJobs(app)).map(({ error }) => error), patient)
    .toEqual([expect.stringMatching(/ECONNREFUSED/)]);
  await using server = await startMailServer({ port: Number(new URL(url).port) });

  await expect.poll(() => server.received.length, patient).toBe(1);
  await expect.poll(() => statesOf(app), patient).toEqual(["done"]);
});

test("a person gets mail at the address they have when it is sent; who is gone or suspended gets none", async () => {
  await using app = await createTestApp();
  const people = { moved: await app.idOf("moved"), gone: await app.idOf("gone"), held: await app.idOf("held") };
  for (const [name, userId] of Object.entries(people)) await greet(app, name, { userId });
  await app.database.write(async (db) => {
    await db.update(users).set({ email: "new@example.com" }).where(eq(users.id, people.moved));
    await db.delete(users).where(eq(users.id, people.gone));
    await db.update(users).set({ suspendedAt: app.now() }).where(eq(users.id, people.held));
  });

  const inbox = mailInboxOf(app, [greeting]);

  await expect.poll(() => statesOf(app), patient).toEqual(["done", "done", "done"]);
  expect(inbox.received.map(({ to, subject }) => [to, subject])).toEqual([["new@example.com", "Hello moved"]]);
});

test("mail that is no longer wanted is not sent", async () => {
  await using app = await createTestApp();
  const inbox = mailInboxOf(app, [greeting]);

  await greet(app, "Nobody");

  await expect.poll(() => statesOf(app), patient).toEqual(["done"]);
  expect(inbox.received).toEqual([]);
});

test("mail waits for a process that knows its kind, and for the secret it was sealed with", async () => {
  await using app = await createTestApp();
  const secrets = ["one", "two"].map((name) => name.padEnd(32, "."));
  useSecrets([secrets[0] ?? ""]);
  await greet(app, "Ada");
  useSecrets([secrets[1] ?? ""]);

  const ignorant = sendMailOf(app, mailerTo("smtp://127.0.0.1:9"), []);
  const errorOf = async () => (await mailJobs(app))[0]?.error;
  await expect.poll(errorOf, patient).toMatch(/knows a mail named greeting/);
  await ignorant.stop(0);
  await app.database.write((db) => db.update(jobs).set({ runAt: new Date(0) }));
  const inbox = mailInboxOf(app, [greeting]);
  await expect.poll(errorOf, patient).toMatch(/sealed with secret .*PLINTH_SECRETS/);
  useSecrets([...secrets].reverse());
  await app.database.write((db) => db.update(jobs).set({ runAt: new Date(0) }));

  await expect.poll(() => inbox.received.length, patient).toBe(1);
});

test("a mail whose words are damaged is given up at once, since no secret reads it", async () => {
  await using app = await createTestApp();
  await greet(app, "Ada");
  const [{ payload } = expect.unreachable()] = await mailJobs(app);
  const { sealed, ...rest } = Object(payload);
  await app.database.write((db) => db.update(jobs).set({ payload: { ...rest, sealed: sealed.slice(0, -4) } }));

  const inbox = mailInboxOf(app, [greeting]);

  await expect.poll(() => statesOf(app), patient).toEqual(["dead"]);
  expect(inbox.received).toEqual([]);
});

test("props that do not fit the template, and receivers that are none, are refused where they are made", async () => {
  await using app = await createTestApp();

  // Safe because it must be refused.
  await expect(greet(app, 7 as never)).rejects.toThrow(z.ZodError);
  for (const address of ["ada@example.com\r\nBcc: eve@example.com", "ada@example.com,eve@example.com", "ada"]) {
    await expect(greet(app, "Ada", { address })).rejects.toThrow(z.ZodError);
  }

  expect(await mailJobs(app)).toEqual([]);
});

test("while too much mail waits, what would send more is refused, and not done", async () => {
  await using app = await createTestApp();
  const ada = app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create({ name: "Moon" });
  const invite = () => ada.invites.create({ workspaceId, email: "grace@example.com", role: "member" });
  const note = (isFull: boolean) =>
    app.database.write((db) =>
      db
        .insert(jobQueues)
        .values({ name: "mail", isFull })
        .onConflictDoUpdate({ target: jobQueues.name, set: { isFull } }),
    );

  await note(true);
  await expect(invite()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(await ada.invites.list({ workspaceId })).toEqual([]);

  await note(false);
  await invite();
  expect(await mailJobs(app)).toHaveLength(1);
});
