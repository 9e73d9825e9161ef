// Faults: 57, 60.
import { expect, test } from "vitest";
import { fragmentOf, letterAfter } from "../../../test/letters.ts";
import { mailInboxOf } from "../../../test/mailing.ts";
import { operating } from "../../../test/operating.ts";
import { PASSWORD, signIn, signUp } from "../../../test/people.ts";
import { setUpTotp } from "../../../test/second-factors.ts";
import { type Caller, createTestApp, type TestApp } from "../../../test/test-app.ts";

const email = "ada@example.com";

interface World {
  app: TestApp;
  userId: string;
  ada: Caller;
}

// Every way to end what others may have of an account.
const ends: Record<string, (world: World) => Promise<unknown>> = {
  "ends their other sessions": ({ ada }) => ada.sessions.endOthers(),
  "changes their password": ({ ada }) => ada.sessions.changePassword({ current: PASSWORD, next: "another horse" }),
  "deletes their account": ({ ada }) => ada.myData.deleteAccount(),
  "has an operator end their sessions": async ({ app, userId }) =>
    (await operating(app, "olga")).people.endSessions({ id: userId }),
  "resets their password": async ({ app }) => {
    const inbox = mailInboxOf(app);
    const wanted = { to: email, subject: /^Choose a new password/ };
    const mail = await letterAfter(inbox, wanted, () => app.anyone.passwords.forgot({ email }));
    await app.anyone.passwords.reset({ token: fragmentOf(mail, "reset-password"), password: "another horse" });
  },
};

test.each(Object.keys(ends))("whoever %s stops who has got half-way to a session of theirs", async (way) => {
  await using app = await createTestApp(new Date());
  const userId = await signUp(app, "ada");
  const ada = await app.bearing(await signIn(app, "ada"));
  const { code } = await setUpTotp(app, ada);
  const { deviceCode, userCode } = await app.anyone.deviceLogins.begin({ host: "laptop" });
  await ada.deviceLogins.approve({ userCode });
  const asked = await app.anyone.sessions.signIn({ email, password: PASSWORD, as: "token" });

  await ends[way]?.({ app, userId, ada });

  expect(await app.anyone.deviceLogins.poll({ deviceCode })).toEqual({ state: "expired", token: null });
  const ticket = asked.secondFactor?.ticket ?? "";
  expect(ticket).not.toBe("");
  await expect(app.anyone.totp.confirmSignIn({ ticket, code: code() })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("what others were let into goes on", async () => {
  await using app = await createTestApp(new Date());
  for (const name of ["ada", "bob"]) await signUp(app, name);
  const { deviceCode, userCode } = await app.anyone.deviceLogins.begin({ host: "laptop" });
  await (await app.bearing(await signIn(app, "bob"))).deviceLogins.approve({ userCode });

  await (await app.bearing(await signIn(app, "ada"))).sessions.endOthers();

  expect(await app.anyone.deviceLogins.poll({ deviceCode })).toMatchObject({ state: "approved" });
});
