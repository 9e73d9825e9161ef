import type { AppRouter } from "@plinth/server";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import { VERSION } from "./version.ts";

/** Every procedure of the API, as `client.tasks.list.query(input)` and `client.tasks.create.mutate(input)`. */
export type Client = TRPCClient<AppRouter>;

/** Where the server is and who calls. Without `session` and `key` nobody is signed in. */
export type ClientOptions = {
  /** The server's address: `https://tracker.example.com`. */
  url: string;
  /** Used instead of the global `fetch`. */
  fetch?: typeof fetch;
} & ({ session?: string; key?: never } | { key: string; session?: never });

export interface BrowserClientOptions {
  /** The server's address; the page's own when left out. */
  url?: string;
}

// The server takes no more calls at once, and proxies commonly refuse longer addresses.
const BATCH = { maxItems: 20, maxURLLength: 8_000 };

/**
 * A client for programs. Calls made in the same tick travel as one request.
 *
 * @throws TypeError when `url` is not an http address.
 *
 * @example
 * const anyone = createClient({ url: "http://localhost:3000" });
 * const { token } = await anyone.sessions.signIn.mutate({ email, password, as: "token" });
 * const plinth = createClient({ url: "http://localhost:3000", session: token ?? "" });
 * const workspaces = await plinth.workspaces.list.query();
 */
export function createClient(options: ClientOptions): Client {
  const bearer = options.session ?? options.key;
  const headers = { "User-Agent": `plinth/${VERSION}`, ...(bearer && { Authorization: `Bearer ${bearer}` }) };
  const send = options.fetch && { fetch: options.fetch };
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: rpcUrl(options.url), headers, ...send, ...BATCH })],
  });
}

/** A client for pages the server itself serves: the browser's cookie says who calls. */
export function createBrowserClient({ url }: BrowserClientOptions = {}): Client {
  const send: typeof fetch = (input, init) => fetch(input, { ...init, credentials: "same-origin" });
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: url === undefined ? "/rpc" : rpcUrl(url), fetch: send, ...BATCH })],
  });
}

function rpcUrl(address: string): string {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw new TypeError(`"${address}" is not an address such as http://localhost:3000.`);
  }
  return `${address.replace(/\/+$/, "")}/rpc`;
}
