import { events } from "@plinth/kernel";
import { asc, eq, inArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { showPasskey } from "../../../test/authenticator.ts";
import { signInWith, signUpWithPasskey, useTestSite } from "../../../test/passkeys.ts";
import { PASSWORD } from "../../../test/people.ts";
import { setUpTotp, ticketFor } from "../../../test/second-factors.ts";
import type { TestApp } from "../../../test/test-app.ts";
import { createVisiting, saying } from "../../../test/visiting.ts";
import { propsOf } from "../../../test/waiting-mail.ts";
import { users } from "../accounts/table.ts";

/** What history says of how people got in, or proved that it is them, and of tries that were refused. */
async function said({ database }: TestApp, names: string[]): Promise<unknown[]> {
  const rows = await database.read.select().from(events).where(inArray(events.name, names)).orderBy(asc(events.id));
  return rows.map(({ data }) => data);
}

test("history says by what somebody got in, and by what they proved that it is them", { timeout: 60_000 }, async () => {
  await using world = await createVisiting();
  const { app } = world;
  useTestSite();
  const { browser, passkey, email } = await signUpWithPasskey(app, "ada");
  const ada = () => browser.caller();

  await signInWith(browser, passkey);
  const asked = await (await ada()).passkeys.beginSecondFactor({ ticket: await ticketFor("ada", browser) });
  const response = showPasskey(passkey, asked.options);
  await (await ada()).passkeys.finishSecondFactor({ ticket: asked.ticket, response });
  const { code, recoveryCodes } = await setUpTotp(app, await ada());
  const wrong = (await ada()).totp.confirmSignIn({ ticket: await ticketFor("ada", browser), code: "000000" });
  await expect(wrong).rejects.toMatchObject({ code: "BAD_REQUEST" });
  const trusting = { ticket: await ticketFor("ada", browser), code: code(), trustDevice: true };
  await (await ada()).totp.confirmSignIn(trusting);
  await ticketFor("ada", browser);
  const other = app.browser();
  const recovering = { ticket: await ticketFor("ada", other), code: recoveryCodes[0] ?? "" };
  await (await other.caller()).recoveryCodes.confirmSignIn(recovering);
  const { deviceCode, userCode } = await app.anyone.deviceLogins.begin({ host: "laptop" });
  await (await ada()).deviceLogins.approve({ userCode });
  await app.anyone.deviceLogins.poll({ deviceCode });
  const bobs = app.browser();
  const { userId } = await world.signIn(bobs, saying("bob"));
  const { ticket } = await (await bobs.caller()).signInLinks.ask({ email: "bob@example.com" });
  const { code: entry = "" } = await propsOf(app, "signInLink");
  await (await bobs.caller()).signInLinks.use({ ticket, code: entry });
  await app.database.write((db) => db.update(users).set({ operatorSince: app.now() }).where(eq(users.email, email)));
  await (await ada()).people.impersonate({ id: userId ?? "", reason: "He asked for it", as: "token" });

  expect(await said(app, ["session.started", "session.refused"])).toEqual([
    { by: "password" },
    { by: "passkey" },
    { by: "password", secondFactor: "passkey" },
    { by: "password", secondFactor: "totp", email, reason: "second factor" },
    { by: "password", secondFactor: "totp" },
    { by: "password", secondFactor: "trusted browser" },
    { by: "password", secondFactor: "recovery" },
    { by: "approval" },
    { by: "provider" },
    { by: "mail" },
    { by: "impersonation" },
  ]);

  await (await ada()).sessions.prove({ password: PASSWORD });
  const proof = await (await ada()).passkeys.beginProof();
  await (await ada()).passkeys.finishProof({ ticket: proof.ticket, response: showPasskey(passkey, proof.options) });
  app.pass(30_000);
  await (await ada()).totp.prove({ code: code() });
  const sent = await (await bobs.caller()).sessions.askProofByMail();
  const { code: mailed = "" } = await propsOf(app, "proof");
  await (await bobs.caller()).sessions.proveByMail({ ...sent, code: mailed });
  await expect((await ada()).totp.prove({ code: "000000" })).rejects.toMatchObject({ code: "BAD_REQUEST" });

  expect(await said(app, ["account.proved", "account.proof_refused"])).toEqual(
    ["password", "passkey", "code", "mail", "code"].map((by) => ({ by })),
  );
});
