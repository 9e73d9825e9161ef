// Faults: 72.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { mailInboxOf } from "../../../test/mailing.ts";
import { signIn, signUp } from "../../../test/people.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { passwords } from "../accounts/table.ts";
import { passkeys } from "../passkeys/table.ts";
import { totps } from "../totp/table.ts";

const patient = { timeout: 30_000 };
const more = { isSynced: false, isBackedUp: false, name: "Laptop" };

/** Ada, who signs in with nothing that Plinth knows of. */
async function withoutPassword(app: TestApp) {
  const userId = await signUp(app, "ada");
  const token = await signIn(app, "ada");
  await app.database.write((db) => db.delete(passwords).where(eq(passwords.userId, userId)));
  return { userId, token, ada: await app.bearing(token) };
}

async function mailedCode(app: TestApp): Promise<string> {
  const inbox = mailInboxOf(app);
  const codes = () => inbox.received.flatMap(({ subject }) => /^(\S{9}) confirms/.exec(subject)?.[1] ?? []);
  await expect.poll(codes, patient).not.toEqual([]);
  return codes().at(-1) ?? "";
}

test("whoever has a password proves it is them by that, and by no mail", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const ada = await app.bearing(await signIn(app, "ada"));

  expect(await ada.sessions.waysToProve()).toEqual({ methods: ["password"] });
  await expect(ada.sessions.askProofByMail()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("nor does whoever has an app or a passkey", async () => {
  await using app = await createTestApp(new Date());
  const { userId, ada } = await withoutPassword(app);
  const passkey = { userId, credentialId: "c", publicKey: "k", counter: 0, transports: [], createdAt: app.now() };
  const better = [
    { method: "passkey", row: () => app.database.write((db) => db.insert(passkeys).values({ ...passkey, ...more })) },
    {
      method: "code",
      row: async () => {
        await app.database.write((db) => db.delete(passkeys));
        await app.database.write((db) => db.insert(totps).values({ userId, lastStep: 0, confirmedAt: app.now() }));
      },
    },
  ];

  for (const { method, row } of better) {
    await row();
    expect(await ada.sessions.waysToProve()).toEqual({ methods: [method] });
    await expect(ada.sessions.askProofByMail()).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});

test("whoever has nothing else is mailed a code; of fifty who send it at once, one has proved it", async () => {
  await using app = await createTestApp(new Date());
  const { ada, token } = await withoutPassword(app);
  expect(await ada.sessions.waysToProve()).toEqual({ methods: ["mail"] });

  const { ticket } = await ada.sessions.askProofByMail();
  const code = await mailedCode(app);
  const proofs = Array.from({ length: 50 }, () => ada.sessions.proveByMail({ ticket, code, as: "token" }));
  const outcomes = await Promise.allSettled(proofs);

  const done = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  expect(done).toHaveLength(1);
  await expect((await app.bearing(token)).accounts.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  await (await app.bearing(done[0]?.token ?? "")).accounts.me();
});

test("a code proves it once", async () => {
  await using app = await createTestApp(new Date());
  const { ada } = await withoutPassword(app);
  const { ticket } = await ada.sessions.askProofByMail();
  const proof = { ticket, code: await mailedCode(app) };

  const { token } = await ada.sessions.proveByMail({ ...proof, as: "token" });

  const again = (await app.bearing(token ?? "")).sessions.proveByMail(proof);
  await expect(again).rejects.toMatchObject({ code: "BAD_REQUEST", message: "That is not right." });
});

test("a wrong code, somebody else's ticket, a code whose time is over or beside something better prove nothing", async () => {
  await using app = await createTestApp(new Date());
  const { userId, ada, token } = await withoutPassword(app);
  const { ticket } = await ada.sessions.askProofByMail();
  const code = await mailedCode(app);
  const bob = app.as("bob");
  const refused = { code: "BAD_REQUEST", message: "That is not right." };

  await expect(ada.sessions.proveByMail({ ticket, code: "22222222" })).rejects.toMatchObject(refused);
  await expect(bob.sessions.proveByMail({ ticket, code })).rejects.toMatchObject(refused);
  const password = { userId, hash: "a hash", changedAt: app.now() };
  await app.database.write((db) => db.insert(passwords).values(password));
  await expect(ada.sessions.proveByMail({ ticket, code })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await app.database.write((db) => db.delete(passwords));
  app.pass(10 * 60_000);
  const later = await app.bearing(token);
  await expect(later.sessions.proveByMail({ ticket, code })).rejects.toMatchObject(refused);
});

test("a code that was tried five times counts no more, however long whoever tries waits", async () => {
  await using app = await createTestApp(new Date());
  const { ada, token } = await withoutPassword(app);
  const { ticket } = await ada.sessions.askProofByMail();
  const code = await mailedCode(app);
  for (let n = 0; n < 5; n++)
    await expect(ada.sessions.proveByMail({ ticket, code: "22222222" })).rejects.toMatchObject({ code: "BAD_REQUEST" });

  app.pass(60_000);

  const later = (await app.bearing(token)).sessions;
  await expect(later.proveByMail({ ticket, code })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("a code counts no more once another was asked for, and mail cannot be asked for on and on", async () => {
  await using app = await createTestApp(new Date());
  const { ada } = await withoutPassword(app);
  const first = await ada.sessions.askProofByMail();
  const code = await mailedCode(app);
  await ada.sessions.askProofByMail();

  await expect(ada.sessions.proveByMail({ ticket: first.ticket, code })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(ada.sessions.askProofByMail()).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
});
