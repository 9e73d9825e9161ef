import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, signUp } from "../../../test/people.ts";
import { type RealProvider, startRealProvider } from "../../../test/real-provider.ts";
import { type Browser, createTestApp, type TestApp } from "../../../test/test-app.ts";
import { useProviders } from "./provider.ts";

const HOME = "https://tracker.example.com";
let app: TestApp;
let real: RealProvider;

beforeAll(async () => {
  app = await createTestApp(new Date());
  await app.idOf("root");
  real = await startRealProvider(`${HOME}/auth/callback/real`);
  useProviders({ home: HOME, providers: [real.provider] });
});

afterAll(async () => {
  useProviders({ home: "", providers: [] });
  await real[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

async function comeBack(browser: Browser, url: string, login: string) {
  const returned = await real.visit(url, login);
  return (await browser.caller()).providers.finish({ provider: "real", ...returned });
}

async function signIn(browser: Browser, login: string) {
  const { url } = await (await browser.caller()).providers.begin({ provider: "real" });
  return comeBack(browser, url, login);
}

test("a provider that others wrote signs people in, new ones and known ones", { timeout: 30_000 }, async () => {
  const [browser, another] = [app.browser(), app.browser()];

  const { userId } = await signIn(browser, "rhea");

  expect(await (await browser.caller()).accounts.me()).toMatchObject({
    ...{ id: userId, name: "rhea", email: "rhea@example.com" },
  });
  expect(await signIn(another, "rhea")).toMatchObject({ userId, purpose: "sign in" });
});

test("it says that an address is not confirmed, and nobody gets an account", { timeout: 30_000 }, async () => {
  await expect(signIn(app.browser(), "una")).rejects.toMatchObject({
    message: expect.stringMatching(/^Real ID has not confirmed your e-mail address/),
  });
});

test("an account there is linked, signs in from then on, and is unlinked", { timeout: 30_000 }, async () => {
  const userId = await signUp(app, "ada");
  const browser = app.browser();
  await (await browser.caller()).sessions.signIn({ email: "ada@example.com", password: PASSWORD });
  const { providers } = await browser.caller();
  const { url } = await providers.beginLink({ provider: "real" });

  expect(await comeBack(browser, url, "countess")).toMatchObject({ userId, purpose: "link" });

  expect(await signIn(app.browser(), "countess")).toMatchObject({ userId });
  const { connections } = await providers.connections();
  expect(connections).toMatchObject([{ provider: "real", label: "Real ID", email: "countess@example.com" }]);
  await providers.unlink({ id: connections[0]?.id ?? "" });
  const { userId: someoneElse } = await signIn(app.browser(), "countess");
  expect(someoneElse).not.toBe(userId);
});
