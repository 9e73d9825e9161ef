import { jobs } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { HOME, mailInboxOf } from "../../../test/mailing.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const patient = { timeout: 30_000 };
const email = "bob@example.com";

const sent = async ({ database }: TestApp) => {
  const rows = await database.read.select().from(jobs).where(eq(jobs.name, "sendMail"));
  return rows.every(({ state }) => state === "done");
};

test("who is invited gets a mail whose link lets them join", async () => {
  await using app = await createTestApp();
  const { workspaceId, slug } = await createTeam(app);
  const inbox = mailInboxOf(app);

  await app.as("adam").invites.create({ workspaceId, email, role: "viewer" });

  const toBob = () => inbox.received.filter(({ to }) => to === email);
  await expect.poll(toBob, patient).toHaveLength(1);
  const [mail = expect.unreachable()] = toBob();
  expect(mail.subject).toBe("Adam invites you to Apollo");
  expect(mail.text).toContain("as a viewer");
  const [, token = ""] = new RegExp(`${HOME}/join/(\\S+)`).exec(mail.text) ?? [];
  expect(mail.html).toContain(`href="${HOME}/join/${token}"`);
  expect(await app.as("bob").invites.accept({ token })).toEqual({ slug });
});

test("the token stands nowhere in the database while the mail waits", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const { token } = await app.as("adam").invites.create({ workspaceId, email, role: "viewer" });

  expect(JSON.stringify(await app.database.read.select().from(jobs))).not.toContain(token);
});

test("an invite that is of no use any more when its mail is sent is not sent", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const invite = (name: string) =>
    app.as("adam").invites.create({ workspaceId, email: `${name}@example.com`, role: "viewer" });
  const revoked = await invite("revoked");
  await app.as("adam").invites.revoke({ id: revoked.id });
  await invite("kept");
  const inbox = mailInboxOf(app);

  await expect.poll(() => sent(app), patient).toBe(true);
  const receivers = inbox.received.map(({ to }) => to);
  expect(receivers).toEqual(expect.arrayContaining(["kept@example.com"]));
  expect(receivers).not.toContain("revoked@example.com");
});

test("a refused invite sends nothing", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const before = await app.database.read.$count(jobs);

  await expect(app.as("mona").invites.create({ workspaceId, email, role: "viewer" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });

  expect(await app.database.read.$count(jobs)).toBe(before);
});
