import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { createClient } from "../packages/client/src/index.ts";
import { freePort } from "../packages/database/test/postgres-server.ts";
import { codeAt, stepAt } from "../packages/server/src/features/totp/totp.ts";
import { startRealProvider } from "../packages/server/test/real-provider.ts";
import { seriousIssues } from "./accessible.ts";
import { type StartedApp, startApp } from "./harness.ts";

const SHOTS = process.env.SHOTS;

/** The product, beside a provider as others run it. */
async function startBoth(): Promise<{ app: StartedApp } & AsyncDisposable> {
  const port = await freePort();
  const real = await startRealProvider(`http://localhost:${port}/auth/callback/real`);
  const app = await startApp(undefined, { PORT: String(port), PLINTH_OIDC: JSON.stringify([real.provider]) });
  return {
    app,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await real[Symbol.asyncDispose]();
    },
  };
}

/** Signs in at the provider and agrees to be known here. */
async function passThrough(page: Page, login: string): Promise<void> {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 800 });
}

test("somebody new comes in with an account they have elsewhere, to the page they were on the way to, and again", async () => {
  await using both = await startBoth();
  const { app } = both;
  await app.newPerson("ada");
  const { page, complaints } = await app.newVisitor("/account?from=elsewhere");
  await page.getByRole("button", { name: "Continue with Real ID" }).waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  await shoot(page, "sign-in");
  await page.getByRole("button", { name: "Continue with Real ID" }).click();
  await passThrough(page, "rhea");

  await page.waitForURL("**/account?from=elsewhere");
  expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("rhea");
  // What signed her in stands in no address that the browser keeps.
  await page.goBack().catch(() => {});
  expect(page.url()).not.toContain("code=");

  await page.goto("/account/security");
  await page.getByText("Your only way to sign in").waitFor();
  // There is no password to change yet; one is set by a mailed link.
  expect(await page.getByLabel("Current password").count()).toBe(0);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await page.getByText("a link is on its way to rhea@example.com").waitFor();
  await shoot(page, "only-way");
  await page.context().clearCookies({ name: "session" });
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Continue with Real ID" }).waitFor();
  await shoot(page, "sign-up");
  await page.getByRole("button", { name: "Continue with Real ID" }).click();
  // She is still signed in there, and known here.
  await page.waitForURL("**/new-workspace");
  expect(complaints).toEqual([]);
});

test("somebody with an account links another one, signs in with it from then on, with their second step once they have one, and unlinks it", async () => {
  await using both = await startBoth();
  const { app } = both;
  const ada = await app.newPerson("ada");
  const { page } = ada;
  await page.goto("/account/security");
  await page.getByRole("heading", { name: "Connected accounts" }).waitFor();
  await shoot(page, "not-linked");
  await page.getByRole("button", { name: "Link Real ID" }).click();
  await passThrough(page, "countess");

  await page.waitForURL("**/account/security");
  await page.getByText("Real ID is linked to your account.").waitFor();
  await page.getByText("countess@example.com").waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  await shoot(page, "linked");

  const elsewhere = await app.newVisitor("/account");
  await elsewhere.page.getByRole("button", { name: "Continue with Real ID" }).click();
  await passThrough(elsewhere.page, "countess");
  await elsewhere.page.waitForURL("**/account");
  expect(await elsewhere.page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Ada");

  // The code that is shown now counts for the set-up, and the next one already as well.
  const session = (await ada.context.cookies()).find(({ name }) => name === "session")?.value ?? "";
  const { totp } = createClient({ url: app.url, session });
  const { secret } = await totp.enrol.mutate();
  const step = stepAt(new Date());
  await totp.confirm.mutate({ code: codeAt(secret, step) });
  await elsewhere.page.goto("/account/data");
  await elsewhere.page.getByRole("button", { name: "Continue with Real ID" }).click();
  await elsewhere.page.getByRole("heading", { name: "One more step" }).waitFor();
  expect(await seriousIssues(elsewhere.page)).toEqual([]);
  await elsewhere.page.getByLabel("Code").fill(codeAt(secret, step + 1));
  await elsewhere.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await elsewhere.page.waitForURL("**/account/data");

  await page.getByRole("button", { name: "Unlink Real ID countess@example.com" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Unlink" }).click();
  await page.getByRole("button", { name: "Link Real ID" }).waitFor();
  await expect.poll(() => page.getByText("countess@example.com").count()).toBe(0);
  expect([...ada.complaints, ...elsewhere.complaints]).toEqual([]);
});

test("what comes to nothing says why, calmly: an address that is taken, a way back, a link of somebody else's", async () => {
  await using both = await startBoth();
  const { app } = both;
  await app.newPerson("ada");
  const { page, complaints } = await app.newVisitor("/sign-in");
  await page.getByRole("button", { name: "Continue with Real ID" }).click();
  await passThrough(page, "ada");
  await page.getByText(/^There is an account with your e-mail address already/).waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  await shoot(page, "taken");
  await page.getByRole("link", { name: "Back to sign in" }).click();
  await page.waitForURL("**/sign-in");

  await page.goto("/auth/callback/real?error=access_denied&error_description=<b>Call+us</b>&state=x");
  await page.getByText("You did not go on at Real ID.").waitFor();
  expect(await page.getByText("Call us").count()).toBe(0);
  await page.goto("/auth/callback/real?code=123&state=a-state-that-somebody-else-was-given");
  await page.getByText("This sign-in is over, or was begun in another browser. Start again.").waitFor();
  await page.goto("/auth/callback/real");
  await page.getByText("Real ID did not send you here.").waitFor();
  expect(page.url()).toBe(`${app.url}/auth/callback/real`);
  expect(complaints).toEqual([]);
});
