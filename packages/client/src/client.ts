import type { AppRouter } from "@plinth/server";
import { createTRPCClient, type TRPCClient } from "@trpc/client";
import { links } from "./links.ts";
import type { OwnCalls } from "./own-calls.ts";
import type { AskForProof } from "./proof-link.ts";
import { VERSION } from "./version.ts";

/** Every procedure of the API, as `client.tasks.list.query(input)` and `client.tasks.create.mutate(input)`. */
export type Client = TRPCClient<AppRouter>;

/** Where the server is and who calls. Without `session` and `key` nobody is signed in. */
export type ClientOptions = {
  /** The server's address: `https://tracker.example.com`. */
  url: string;
  /** Used instead of the global `fetch`. */
  fetch?: typeof fetch;
  /** Told of the calls that were answered, for a `Live` that is given the same. */
  calls?: OwnCalls;
} & ({ session?: string; key?: never } | { key: string; session?: never });

export interface BrowserClientOptions {
  /** The server's address; the page's own when left out. */
  url?: string;
  /** Told of the calls that were answered, for a `Live` that is given the same. */
  calls?: OwnCalls;
  /** Has the person prove that it is them, when what they do asks for it; then it is sent again. */
  askForProof?: AskForProof;
}

/**
 * A client for programs. Queries made in the same tick travel as one request. A mutation that got no answer is sent again, twice within two
 * seconds, under a key by which the server knows it: it happens once.
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
    links: links({ url: rpcUrl(options.url), headers, calls: options.calls, ...send }),
  });
}

/** A client for pages the server itself serves: the browser's cookie says who calls. */
export function createBrowserClient({ url, calls, askForProof }: BrowserClientOptions = {}): Client {
  const send: typeof fetch = (input, init) => fetch(input, { ...init, credentials: "same-origin" });
  const address = url === undefined ? "/rpc" : rpcUrl(url);
  return createTRPCClient<AppRouter>({ links: links({ url: address, fetch: send, calls, askForProof }) });
}

function rpcUrl(address: string): string {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
    throw new TypeError(`"${address}" is not an address such as http://localhost:3000.`);
  }
  return `${address.replace(/\/+$/, "")}/rpc`;
}
