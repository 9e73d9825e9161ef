import { codeAt, stepAt } from "../src/features/totp/totp.ts";
import { PASSWORD } from "./people.ts";
import type { Browser, Caller, TestApp } from "./test-app.ts";

/** The code that an app shows now. */
export function totpOf(app: Pick<TestApp, "now">, secret: string): string {
  return codeAt(secret, stepAt(app.now()));
}

/** Has somebody set up an app that shows codes. The next code counts half a minute later, so the clock is turned. */
export async function setUpTotp(
  app: TestApp,
  who: Caller,
): Promise<{ secret: string; recoveryCodes: string[]; code(): string }> {
  const { secret } = await who.totp.enrol();
  const { recoveryCodes } = await who.totp.confirm({ code: totpOf(app, secret) });
  app.pass(30_000);
  return { secret, recoveryCodes: recoveryCodes ?? [], code: () => totpOf(app, secret) };
}

/** Shows the password of the person with this name, in a browser. Returns the ticket for the second step. */
export async function ticketFor(name: string, browser: Browser): Promise<string> {
  const caller = await browser.caller();
  const { secondFactor } = await caller.sessions.signIn({ email: `${name}@example.com`, password: PASSWORD });
  return secondFactor?.ticket ?? "";
}
