import { useRelyingParty } from "../src/features/passkeys/relying-party.ts";
import { type HeldPasskey, type Lies, makePasskey, showPasskey } from "./authenticator.ts";
import { PASSWORD, signUp } from "./people.ts";
import type { Browser, TestApp } from "./test-app.ts";

/** Somebody with a passkey, signed in in a browser. */
export interface PasskeyHolder {
  userId: string;
  email: string;
  browser: Browser;
  passkey: HeldPasskey;
}

/** The site passkeys are made for in tests. Other tests of the process may have named another one. */
export function useTestSite(): void {
  useRelyingParty({ id: "localhost", name: "Plinth", origins: ["http://localhost:3000"] });
}

/** Makes an account for the person with this name, and a passkey in the browser they use. */
export async function signUpWithPasskey(app: TestApp, name: string): Promise<PasskeyHolder> {
  const [userId, email] = [await signUp(app, name), `${name}@example.com`];
  const browser = app.browser();
  await (await browser.caller()).sessions.signIn({ email, password: PASSWORD });
  return { userId, email, browser, passkey: await addPasskey(browser) };
}

/** Makes a passkey for whoever is signed in there. */
export async function addPasskey(browser: Browser, name = "Laptop", lies?: Lies): Promise<HeldPasskey> {
  const { ticket, options } = await (await browser.caller()).passkeys.beginRegistration();
  const { passkey, response } = makePasskey(options, lies);
  await (await browser.caller()).passkeys.finishRegistration({ ticket, response, name });
  return passkey;
}

/** Signs in with nothing but a passkey. */
export async function signInWith(browser: Browser, passkey: HeldPasskey, lies?: Lies) {
  const { ticket, options } = await (await browser.caller()).passkeys.beginSignIn();
  const response = showPasskey(passkey, options, lies);
  return (await browser.caller()).passkeys.finishSignIn({ ticket, response });
}
