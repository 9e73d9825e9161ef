// Faults: 58.

import { createLog, mutationContext, system } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { mailInboxOf } from "../../../test/mailing.ts";
import { operating } from "../../../test/operating.ts";
import { signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { users } from "../accounts/table.ts";
import { impersonatedMail } from "./impersonated-mail.ts";

const reason = "Left the company";

/** Ada, who owns a workspace, has a session and has invited Bob. */
async function createWorld() {
  const app = await createTestApp(new Date());
  const root = await operating(app, "root");
  const id = await signUp(app, "ada");
  const token = await signIn(app, "ada");
  const ada = await app.bearing(token);
  const { id: workspaceId } = await ada.workspaces.create({ name: "Apollo" });
  const invite = await ada.invites.create({ workspaceId, email: "bob@example.com", role: "member" });
  return { app, root, id, token, invite, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const mailTo = ({ database, now }: TestApp, userId: string) =>
  database.write((db) => {
    const ctx = mutationContext({ actor: system, now: now(), requestId: "r", log: createLog("silent") }, db);
    return sendMail(ctx, impersonatedMail, { to: { userId }, props: impersonatedMail.sample });
  });

// What webhooks do that a suspended admin set up is tested beside them, and so is what keys do.
test("all that is somebody's stops with their suspension, and is theirs again when they are restored", async () => {
  await using world = await createWorld();
  const { app, root, id, token, invite } = world;
  const bob = app.as("bob");
  const inbox = mailInboxOf(app);
  await expect.poll(() => inbox.received.length, { timeout: 20_000 }).toBe(2);
  const toldTo = () => inbox.received.filter(({ subject }) => subject.endsWith("signed in as you")).map(({ to }) => to);

  await root.people.suspend({ id, reason });

  await expectRefused([(await app.bearing(token)).accounts.me()], { code: "UNAUTHORIZED" });
  await expectRefused([signIn(app, "ada")], { code: "FORBIDDEN" });
  await expectRefused([bob.invites.preview({ token: invite.token }), bob.invites.accept({ token: invite.token })], {
    code: "NOT_FOUND",
  });
  await mailTo(app, id);
  const bobId = await app.idOf("bob");
  await mailTo(app, bobId);
  await expect.poll(toldTo, { timeout: 20_000 }).toEqual(["bob@example.com"]);

  await root.people.restore({ id });

  expect(await (await app.bearing(token)).accounts.me()).toMatchObject({ id });
  await bob.invites.accept({ token: invite.token });
});

test("an invite's mail that waits is not sent while whoever made it is suspended", async () => {
  await using world = await createWorld();
  const { app } = world;
  await app.database.write((db) => db.update(users).set({ suspendedAt: app.now() }).where(eq(users.id, world.id)));
  const inbox = mailInboxOf(app);
  await mailTo(app, await app.idOf("bob"));

  await expect.poll(() => inbox.received.map(({ to }) => to), { timeout: 20_000 }).toContain("bob@example.com");

  expect(inbox.received.map(({ subject }) => subject)).not.toContain(expect.stringContaining("invites you"));
});
