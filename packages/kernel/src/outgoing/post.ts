import { type ClientRequest, type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { ForbiddenUrlError, outgoingUrl } from "./outgoing-url.ts";
import { type Reach, usualReach } from "./reach.ts";
import { checkedLookup, type Resolve, systemResolve } from "./resolve.ts";

/** What came back. */
export interface OutgoingAnswer {
  status: number;
  headers: Record<string, string>;
  /** Its beginning, as text. */
  body: string;
}

/** How a call ended: with an answer, of whatever status, or with the reason why there is none, in words for people. */
export type Outcome = { durationMs: number } & (
  | { answer: OutgoingAnswer; failure?: never }
  | { answer?: never; failure: string }
);

export interface PostOptions {
  reach?: Reach;
  resolve?: Resolve;
  /** For connecting, encryption included. Default 5,000. */
  connectMs?: number;
  /** For everything. Default 15,000. */
  totalMs?: number;
  /** Default 64 kB; what is longer is cut off. */
  mostBytes?: number;
  signal?: AbortSignal;
  /** Whose certificates are believed besides, in PEM. */
  ca?: string;
}

/**
 * Sends a body to a URL that somebody gave, and never fails. Redirects are not followed, proxies of the environment not used, cookies not
 * kept, and nothing is unpacked; whoever answers can cost no more than the time and the bytes that are given here.
 *
 * @example
 * const { answer, failure } = await post("https://example.com/hooks", { "content-type": "application/json" }, body);
 */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  options: PostOptions = {},
): Promise<Outcome> {
  const began = performance.now();
  const durationMs = () => Math.round(performance.now() - began);
  try {
    const answer = await exchange(url, { method: "POST", headers, body }, options);
    return { answer, durationMs: durationMs() };
  } catch (error) {
    return { failure: inWords(error), durationMs: durationMs() };
  }
}

/** Why there is none, in words for people. */
class NoAnswerError extends Error {}

/** What is sent. */
export interface OutgoingRequest {
  method: string;
  headers: Record<string, string>;
  body: string;
}

/** The same with any method, for whoever has to tell apart why there is no answer. @throws ForbiddenUrlError, Error */
export async function exchange(
  given: string,
  { method, headers, body }: OutgoingRequest,
  options: PostOptions,
): Promise<OutgoingAnswer> {
  const { reach = usualReach(), resolve = systemResolve, connectMs = 5_000, totalMs = 15_000, ca, signal } = options;
  // Again, because since it was given what may be called can have become less.
  const url = outgoingUrl(given, reach);
  const send = url.protocol === "https:" ? secureRequest : plainRequest;
  const request = send(url, {
    method,
    headers: { ...headers, "content-length": Buffer.byteLength(body), "accept-encoding": "identity" },
    // A connection of its own, without the proxies that a shared agent may have been given.
    agent: false,
    lookup: checkedLookup(reach, resolve),
    // Whatever the environment says.
    rejectUnauthorized: true,
    ...(ca && { ca }),
    ...(signal && { signal }),
  });
  const late = (what: string, ms: number) =>
    setTimeout(() => request.destroy(new NoAnswerError(`${what} within ${seconds(ms)}.`)), ms);
  const connecting = late("There was no connection", connectMs);
  const ready = url.protocol === "https:" ? "secureConnect" : "connect";
  request.on("socket", (socket) => socket.once(ready, () => clearTimeout(connecting)));
  const all = late("There was no answer", totalMs);
  try {
    request.end(body);
    const response = await headOf(request);
    const { statusCode: status = 0 } = response;
    const start = await startOf(response, options.mostBytes ?? 64 * 1_024);
    return { status, headers: flat(response), body: start };
  } finally {
    clearTimeout(connecting);
    clearTimeout(all);
    request.destroy();
  }
}

function headOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    // Stays, because a connection that is cut off while the body is read tells of it twice.
    request.on("error", reject);
    request.once("upgrade", (_, socket) => {
      socket.destroy();
      reject(new NoAnswerError("It wanted to speak another protocol."));
    });
  });
}

/** The status says what became of the call; a body that is too long, too slow or cut off is taken as far as it came. */
async function startOf(response: IncomingMessage, mostBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= mostBytes) break;
    }
  } catch {
    // As far as it came.
  }
  return new TextDecoder().decode(Buffer.concat(parts).subarray(0, mostBytes));
}

function flat({ headers }: IncomingMessage): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => name !== "set-cookie");
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

const seconds = (ms: number) => `${ms / 1_000} s`;

const known: Record<string, string> = {
  ENOTFOUND: "The host has no address.",
  EAI_AGAIN: "The address of the host could not be looked up.",
  ECONNREFUSED: "Nothing listens there: the connection was refused.",
  ECONNRESET: "The connection was cut off.",
  EPIPE: "The connection was cut off.",
  ETIMEDOUT: "There was no connection in time.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The host cannot be reached.",
  HPE_HEADER_OVERFLOW: "The headers of the answer are too long.",
  ABORT_ERR: "It was stopped.",
};

function inWords(error: unknown): string {
  if (error instanceof ForbiddenUrlError || error instanceof NoAnswerError) return error.message;
  const { code = "", message = "", errors } = Object(error) as { code?: string; message?: string; errors?: unknown[] };
  // Several addresses were tried.
  if (errors?.length && !known[code]) return inWords(errors[0]);
  if (known[code]) return known[code];
  if (code.startsWith("HPE_")) return "The answer is no HTTP.";
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|ISSUER/.test(code)) return `No secure connection: ${message}.`.slice(0, 300);
  return `The call failed: ${message || code || "for an unknown reason"}.`.slice(0, 300);
}
