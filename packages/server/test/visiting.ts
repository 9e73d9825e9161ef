import { useProviders } from "../src/features/providers/provider.ts";
import { type FakeProvider, type Returned, startFakeProvider } from "./fake-provider.ts";
import { type Browser, createTestApp, type TestApp } from "./test-app.ts";

/** The product with two providers that people can sign in with. */
export interface Visiting extends AsyncDisposable {
  app: TestApp;
  acme: FakeProvider;
  other: FakeProvider;
  /** Goes to a provider and signs in there. */
  visit(browser: Browser, said?: Record<string, unknown>, at?: FakeProvider): Promise<Returned>;
  /** Comes back from there. */
  comeBack(
    browser: Browser,
    returned: Returned,
    at?: FakeProvider,
  ): ReturnType<TestApp["anyone"]["providers"]["finish"]>;
  /** Both. */
  signIn(browser: Browser, said?: Record<string, unknown>): ReturnType<TestApp["anyone"]["providers"]["finish"]>;
}

export const HOME = "https://tracker.example.com";

/** Somebody whose address the provider has confirmed. */
export function saying(name: string, more: Record<string, unknown> = {}) {
  return { sub: `${name}'s number`, name, email: `${name}@example.com`, email_verified: true, ...more };
}

export async function createVisiting(): Promise<Visiting> {
  const app = await createTestApp(new Date());
  await app.idOf("root");
  const [acme, other] = [await startFakeProvider("acme"), await startFakeProvider("other")];
  useProviders({ home: HOME, providers: [acme.provider, other.provider], patienceMs: 5_000 });
  const visiting: Visiting = {
    ...{ app, acme, other },
    async visit(browser, said, at = acme) {
      const { url } = await (await browser.caller()).providers.begin({ provider: at.provider.name });
      return at.visit(url, said);
    },
    comeBack: async (browser, returned, at = acme) =>
      (await browser.caller()).providers.finish({ provider: at.provider.name, ...returned }),
    signIn: async (browser, said) => visiting.comeBack(browser, await visiting.visit(browser, said)),
    async [Symbol.asyncDispose]() {
      useProviders({ home: "", providers: [] });
      await Promise.all([acme, other].map((one) => one[Symbol.asyncDispose]()));
      await app[Symbol.asyncDispose]();
    },
  };
  return visiting;
}
