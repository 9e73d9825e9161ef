import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import type { Provider as Settings } from "../src/features/providers/provider.ts";

/** A provider as others run it, where everybody may sign in by typing their name. */
export interface RealProvider extends AsyncDisposable {
  provider: Settings;
  /** Signs in there and agrees to be known here. Returns what it sends the browser back with. */
  visit(url: string, login: string): Promise<{ state: string; code: string; iss: string }>;
}

const client = { client_id: "plinth", client_secret: "a secret between the two, and long enough" };

/** @param callback - where it may send people back to */
export async function startRealProvider(callback: string, port = 0): Promise<RealProvider> {
  // It tells the console, from its import on, that it is not meant for production as it is.
  const quiet = (["warn", "info"] as const).map((level) => vi.spyOn(console, level).mockImplementation(() => {}));
  const { default: Provider } = await import("oidc-provider");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const op = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [callback] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    cookies: { keys: ["a key for its cookies"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: id, email: `${id}@example.com`, email_verified: !id.startsWith("un") }),
    }),
  });
  server.on("request", op.callback());
  return {
    provider: {
      ...{ name: "real", label: "Real ID", issuer },
      ...{ clientId: client.client_id, clientSecret: client.client_secret },
    },
    visit: (url, login) => visit(url, login, callback),
    async [Symbol.asyncDispose]() {
      for (const one of quiet) one.mockRestore();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Goes from page to page as a browser does, and fills in the forms. */
async function visit(start: string, login: string, callback: string) {
  const jar = new Map<string, string>();
  const open = async (url: string, form?: Record<string, string>): Promise<string> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split(/=(.*)/s);
      jar.set(name, value);
    }
    await answer.arrayBuffer();
    return new URL(answer.headers.get("location") ?? url, url).href;
  };
  const forms: Record<string, string>[] = [{ prompt: "login", login, password: "any" }, { prompt: "consent" }];
  let at = await open(start);
  for (let step = 0; step < 10 && !at.startsWith(callback); step += 1) {
    const form = at.includes("/interaction/") ? forms.shift() : undefined;
    at = await open(at, form);
  }
  const { searchParams } = new URL(at);
  const named = (name: string) => searchParams.get(name) ?? "";
  return { state: named("state"), code: named("code"), iss: named("iss") };
}
