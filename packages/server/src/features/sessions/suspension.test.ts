import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIn, signUp } from "../../../test/people.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { users } from "../accounts/table.ts";

/** Suspends somebody, or takes it back. */
async function suspend(app: TestApp, userId: string, suspendedAt: Date | null = app.now()): Promise<void> {
  await app.database.write((db) => db.update(users).set({ suspendedAt }).where(eq(users.id, userId)));
}

test("the sessions of somebody who is suspended are nobody's at once, and theirs again when it is over", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const token = await signIn(app, "ada");
  const me = async () => (await app.bearing(token)).accounts.me();
  // Twice, so that the session is known without asking the database.
  await me();
  await me();

  await suspend(app, userId);

  await expect(me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await suspend(app, userId, null);
  expect(await me()).toMatchObject({ id: userId });
});

test("whoever knows the password is told of the suspension, and starts no session", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  await suspend(app, userId);

  await expect(signIn(app, "ada")).rejects.toMatchObject({ code: "FORBIDDEN", message: "This account is suspended." });
  await suspend(app, userId, null);
  const token = await signIn(app, "ada");

  expect(await (await app.bearing(token)).sessions.list()).toHaveLength(1);
  expect(await app.events("session")).toEqual(["session.refused", "session.started"]);
});

test("whoever does not know it is told what everybody is", async () => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  await signUp(app, "bob");
  await suspend(app, userId);

  const wrong = ["ada", "bob", "no-such-person"].map((name) => signIn(app, name, "not their password"));

  await expectRefused(wrong, { code: "UNAUTHORIZED", message: "E-mail or password is not right." });
});
