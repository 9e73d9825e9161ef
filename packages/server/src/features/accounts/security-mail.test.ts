import { events } from "@plinth/kernel";
import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOME } from "../../../test/mailing.ts";
import { signInWith, signUpWithPasskey, useTestSite } from "../../../test/passkeys.ts";
import { PASSWORD, signUp } from "../../../test/people.ts";
import { setUpTotp, ticketFor, totpOf } from "../../../test/second-factors.ts";
import type { Browser } from "../../../test/test-app.ts";
import { createVisiting, saying, type Visiting } from "../../../test/visiting.ts";
import { propsOf, waitingMail } from "../../../test/waiting-mail.ts";
import { eventNames } from "../../event-names.ts";
import { mailTemplates } from "../../mail/templates.ts";
import { findUserByEmail } from "./accounts.ts";
import { type User, users } from "./table.ts";

let world: Visiting;
beforeAll(async () => {
  world = await createVisiting();
  useTestSite();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

interface Story {
  /** What it records, with the subject of the mail about it; of all of them where each address gets one. */
  told: Record<string, string | string[]>;
  happen(name: string): Promise<unknown>;
}

/** Every change of how somebody gets into their account, as it comes about. Each happens to somebody else. */
const stories: Story[] = [
  { told: { "account.created": "Confirm your e-mail address" }, happen: (name) => signUp(world.app, name) },
  {
    told: { "session.started": "A sign-in from a new device: An unknown program, 127.0.0.1" },
    async happen(name) {
      await browserOf(name);
      await signInTo(world.app.browser(), name);
    },
  },
  {
    told: { "account.password_changed": "Your password was changed" },
    async happen(name) {
      const browser = await browserOf(name);
      await (await browser.caller()).sessions.changePassword({ current: PASSWORD, next: "another horse" });
    },
  },
  {
    told: {
      "account.claimed": "Your address was confirmed, and every earlier way into your account removed",
      "account.password_reset": "Your password was reset",
    },
    async happen(name) {
      await signUp(world.app, name);
      await world.app.anyone.passwords.forgot({ email: `${name}@example.com` });
      const token = await tokenIn("passwordReset");
      await world.app.anyone.passwords.reset({ token, password: "another horse" });
    },
  },
  {
    told: {
      "account.email_change_asked": "Agree to a change of your e-mail address",
      "account.email_changed": "Your e-mail address was changed",
      "account.email_restored": [
        "Your e-mail address was changed back, and your password removed",
        "A change of your e-mail address was taken back",
      ],
    },
    async happen(name) {
      const { emails } = world.app.as(name);
      await world.app.idOf(name);
      await change(name, { emailVerifiedAt: world.app.now() });
      await emails.change({ email: `${name}@elsewhere.example` });
      await emails.confirm({ token: await tokenIn("confirmOldAddress") });
      await emails.confirm({ token: await tokenIn("confirmNewAddress") });
      await world.app.anyone.emails.undo({ token: await tokenIn("addressChanged") });
    },
  },
  {
    told: {
      "account.totp_added": "Codes of an app are asked for when you sign in",
      "account.totp_replaced": "Another app shows the codes you sign in with",
      "account.recovery_codes_renewed": "You have new recovery codes, and the old ones are void",
      "account.totp_removed": "Codes of an app are not asked for any more when you sign in",
    },
    async happen(name) {
      const { totp, recoveryCodes } = world.app.as(name);
      await setUpTotp(world.app, world.app.as(name));
      await totp.confirm({ code: totpOf(world.app, (await totp.enrol()).secret) });
      await recoveryCodes.renew();
      await totp.disable();
    },
  },
  {
    told: {
      "account.recovery_code_used": "A recovery code was used to sign in to your account",
      "account.browser_trusted": "A browser is not asked for your second factor for 30 days: An unknown program",
    },
    async happen(name) {
      const browser = await browserOf(name);
      const { recoveryCodes } = await setUpTotp(world.app, await browser.caller());
      const input = { ticket: await ticketFor(name, browser), code: recoveryCodes[0] ?? "", trustDevice: true };
      await (await browser.caller()).recoveryCodes.confirmSignIn(input);
    },
  },
  {
    told: {
      "account.passkey_added": "A passkey was added to your account: Laptop",
      "account.passkey_suspected": "A passkey of yours was refused, since it seems to be a copy: Laptop",
      "account.passkey_removed": "A passkey was removed from your account: Laptop",
    },
    async happen(name) {
      const { browser, passkey } = await signUpWithPasskey(world.app, name);
      await signInWith(browser, passkey, { counter: 5 });
      await expect(signInWith(browser, passkey, { counter: 4 })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
      const { passkeys } = await browser.caller();
      for (const { id } of await passkeys.list()) await passkeys.remove({ id });
    },
  },
  {
    told: {
      "account.linked": "An account at The acme was linked to yours",
      "account.unlinked": "An account at The acme was unlinked from yours",
    },
    async happen(name) {
      const browser = await browserOf(name);
      const { url } = await (await browser.caller()).providers.beginLink({ provider: "acme" });
      await world.comeBack(browser, await world.acme.visit(url, saying(name)));
      const { providers } = await browser.caller();
      for (const { id } of (await providers.connections()).connections) await providers.unlink({ id });
    },
  },
  {
    told: { "account.program_approved": "A program was let into your account: laptop" },
    async happen(name) {
      const { userCode } = await world.app.anyone.deviceLogins.begin({ host: "laptop" });
      await world.app.as(name).deviceLogins.approve({ userCode });
    },
  },
  {
    told: {
      "key.created": "An API key was made that acts for you: Backup",
      "key.revoked": "An API key of yours was revoked: Backup",
    },
    async happen(name) {
      const { apiKeys } = world.app.as(name);
      await apiKeys.revoke({ id: (await apiKeys.create({ name: "Backup", scopes: ["*:read"] })).id });
    },
  },
  {
    told: {
      "account.impersonated": "grace signed in as you",
      "account.operator_made": "You were made an operator",
      "account.operator_unmade": "You are no operator any more",
      "account.restored": "Your account is no longer suspended",
    },
    async happen(name) {
      const id = await world.app.idOf(name);
      const browser = await browserOf("grace");
      await change("grace", { operatorSince: world.app.now() });
      const { people } = await browser.caller();
      await people.impersonate({ id, reason: "A look around", as: "token" });
      await people.makeOperator({ id });
      await people.unmakeOperator({ id });
      await people.suspend({ id, reason: "Left" });
      await people.restore({ id });
    },
  },
  {
    told: { "account.deletion_requested": "Your account will be deleted" },
    happen: (name) => world.app.as(name).myData.deleteAccount(),
  },
];

const nothingYet = "nothing has changed yet";
const safer = "whoever did it can get in less easily than before";

/** What else happens to accounts, keys and sessions, with the reason why nobody is mailed about it. */
const untold: Record<string, string> = {
  "account.renamed": "a name lets nobody in",
  "account.proved": "it takes what they sign in with, in a session of theirs",
  "account.proof_refused": "it is slowed down, and changes nothing",
  "account.password_refused": "it is slowed down, and changes nothing",
  "account.program_denied": nothingYet,
  "account.email_verified": "it takes the link that was mailed there",
  "account.email_change_canceled": nothingYet,
  "account.totp_begun": nothingYet,
  "account.browser_distrusted": safer,
  "account.passkey_renamed": "what it opens is what it opened before",
  "account.suspended": "who is suspended gets no mail; signing in says it",
  "account.impersonation_ended": "its beginning is told, with how long it can last",
  "account.export_requested": "told once there is something to fetch: see my-data",
  "account.kept": "all is as it was before they asked for it to go",
  "account.erased": "nobody is left to tell",
  "session.ended": safer,
  "session.refused": "it is slowed down; anybody could have mail sent by it",
};

/** Nouns of the work that people do with an account; whatever else happens is about the account itself. */
const work = /^(access|audit|workspace|member|invite|project|status|label|task|comment|import|webhook|job)\./;

test("whatever happens to accounts is mailed to their person, or is listed here with the reason why not", () => {
  const listed = [...stories.flatMap(({ told }) => Object.keys(told)), ...Object.keys(untold)];

  expect(listed.sort()).toEqual(eventNames.filter((name) => !work.test(name)).sort());
});

test.each(stories.map((story, n) => [Object.keys(story.told).join(", "), story, `person${n}`] as const))(
  "told in the same breath: %s",
  async (_, { told, happen }, name) => {
    await world.app.idOf("root");

    await happen(name);

    const mails = await mailsTo(name);
    const happened = await world.app.database.read
      .select()
      .from(events)
      .where(inArray(events.name, Object.keys(told)));
    const heardOf = (event: string) => {
      const breaths = happened.filter((one) => one.name === event).map(({ requestId }) => requestId);
      return mails.filter(({ requestId }) => breaths.includes(requestId)).map(({ subject }) => subject);
    };
    const subjectsOf = (event: string) => expect.arrayContaining([told[event]].flat());
    expect(mapped(told, heardOf)).toEqual(mapped(told, subjectsOf));
  },
);

const mapped = <T>(told: Story["told"], to: (event: string) => T) =>
  Object.fromEntries(Object.keys(told).map((event) => [event, to(event)]));

const signInTo = async (browser: Browser, name: string) =>
  (await browser.caller()).sessions.signIn({ email: `${name}@example.com`, password: PASSWORD });

/** The browser of somebody who has signed up and in. */
async function browserOf(name: string): Promise<Browser> {
  const browser = world.app.browser();
  await signUp(world.app, name);
  await signInTo(browser, name);
  return browser;
}

const change = (name: string, values: Partial<User>) =>
  world.app.database.write((db) =>
    db
      .update(users)
      .set(values)
      .where(eq(users.email, `${name}@example.com`)),
  );

const tokenIn = async (template: string) => (await propsOf(world.app, template)).token ?? expect.unreachable(template);

/** What waits for the person with this name, at whichever of their addresses. */
async function mailsTo(name: string) {
  const person = await findUserByEmail(world.app.database.read, `${name}@example.com`);
  const theirs = (await waitingMail(world.app)).filter(({ to }) =>
    "address" in to ? to.address.startsWith(`${name}@`) : to.userId === person?.id,
  );
  return theirs.map(({ template, props, requestId }) => {
    const { write } = mailTemplates.find((one) => one.name === template) ?? expect.unreachable(template);
    return { requestId, subject: write(props as never, HOME).subject };
  });
}
