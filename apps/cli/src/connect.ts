import { type Client, createClient } from "@plinth/client";
import { loadCredentials } from "./credentials.ts";
import { readEnvironment } from "./env.ts";
import { exitCodes, Stop, usage } from "./stop.ts";

const USUAL_URL = "http://localhost:3000";

/** What a command is told of whom to call, and as whom. */
export interface Calling {
  url?: string;
  key?: string;
}

/** A server, and who calls it. */
export interface Connection {
  url: string;
  /** Of whoever has signed in; left out where a key calls. */
  session: string | undefined;
  key: string | undefined;
  client: Client;
}

/**
 * The server that `--url`, PLINTH_URL or the last login names, in this order, with the key of `--key` or PLINTH_KEY, or else the session of
 * PLINTH_SESSION or that login. A stored session is only ever sent to the server that gave it.
 */
export async function connect(options: Calling): Promise<Connection> {
  const env = readEnvironment();
  const stored = await loadCredentials(env.configFolder);
  const url = trimmed(options.url ?? env.url ?? stored?.url ?? USUAL_URL);
  const key = options.key ?? env.key;
  const session = key === undefined ? (env.session ?? (stored?.url === url ? stored.session : undefined)) : undefined;
  try {
    return { url, session, key, client: clientFor(url, key === undefined ? { session } : { key }) };
  } catch (error) {
    if (error instanceof TypeError) throw usage(error.message);
    throw error;
  }
}

/** A client of a server by its address. @throws TypeError when it is none */
export function clientFor(url: string, { session, key }: { session?: string | undefined; key?: string }): Client {
  const who = key === undefined ? session && { session } : { key };
  return createClient({ url, fetch: reach(url), ...who });
}

/** A client for commands that need to know who calls. */
export async function connectSignedIn(options: Calling): Promise<Client> {
  const { url, session, key, client } = await connect(options);
  if (!session && !key) throw new Stop(`You are not signed in to ${url}.`, { hint: "Sign in with: plinth login" });
  return client;
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}

/** `fetch` that tells apart a server that is not there and an answer that is not Plinth's. */
function reach(url: string): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init).catch((error: unknown) => {
      throw unreachable(`No Plinth server answers at ${url} (${reasonOf(error)}).`);
    });
    if (!response.headers.get("content-type")?.startsWith("application/json")) {
      throw unreachable(`What answers at ${url} is not a Plinth server (${response.status} ${response.statusText}).`);
    }
    return response;
  };
}

function unreachable(message: string): Stop {
  const hint = "Start one with: npx pnpm start. To use another: --url or PLINTH_URL.";
  return new Stop(message, { exitCode: exitCodes.unreachable, hint });
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // Safe because an error of the network has a code; anything else has a message.
  const { code, message } = cause as { code?: string; message?: string };
  return code ?? message ?? String(error);
}
