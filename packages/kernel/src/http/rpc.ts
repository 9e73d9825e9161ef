import type { IncomingMessage, ServerResponse } from "node:http";
import type { TRPCError } from "@trpc/server";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { ClientInfo, RequestContext } from "../context.ts";
import { badRequest } from "../failure.ts";
import { retryAfterSeconds } from "./answers.ts";
import { credentialsOf } from "./cookies.ts";
import { doorFor, type Inside } from "./door.ts";
import { checkBounds } from "./json-input.ts";
import { answerLean, type LeanCalls, leanCalls } from "./lean-rpc.ts";
import { readBody } from "./read-body.ts";
import { report } from "./report.ts";
import { requestContext } from "./request-context.ts";
import { securityHeaders, setSecurityHeaders } from "./security-headers.ts";

/** One request for procedures. */
export interface RpcRequest {
  /** The procedure's path, or several joined by commas. */
  path: string;
  requestId: string;
  now: Date;
  client: ClientInfo;
}

/** Answers calls of procedures: plain ones directly, the rest through tRPC's own adapter. */
export function rpcHandler(inside: Inside) {
  const { options, calls } = inside;
  const { router, secure, maxBodyBytes, maxBatchSize } = options;
  const fixedHeaders = [
    ...securityHeaders(secure).flat(),
    ...["Cache-Control", "no-store", "Vary", "trpc-accept, accept", "Content-Type", "application/json"],
  ];

  const procedures: Record<string, { _def: { type: string } }> = router._def.procedures;
  const isMutation = (name: string) => Object.hasOwn(procedures, name) && procedures[name]?._def.type === "mutation";

  return async (request: IncomingMessage, response: ServerResponse, call: RpcRequest): Promise<void> => {
    const { path, requestId, client, now } = call;
    const names = namesIn(path, maxBatchSize + 1);
    const weight = calls.weightOf(names);
    const counted = calls.ofAddress(client.address, weight, now);
    if (counted) {
      await counted;
      // Who hung up meanwhile sends neither a body nor an end to wait for.
      if (request.destroyed) throw badRequest("The request was broken off.");
    }
    if (names.length > maxBatchSize) throw badRequest(`A batch holds at most ${maxBatchSize} calls.`);
    const body = request.method === "POST" ? await readBody(request, maxBodyBytes) : undefined;
    const known = requestContext(options, { request, response, call });
    const ctx = known instanceof Promise ? await known : known;
    const allowed = calls.ofActor(ctx.actor, weight, now);
    if (allowed) await allowed;

    const onError = (error: TRPCError, procedure: string | undefined) => report(ctx, error, procedure);
    const lean = leanCalls(request, path, { router, maxBatchSize });
    // What changes nothing needs neither.
    const { "idempotency-key": key, "dry-run": dry } = request.method === "POST" ? request.headers : {};
    const dryRun = dry !== undefined;
    if (dryRun) checkDryRun(dry, { keyed: key !== undefined, plain: lean !== undefined || !names.some(isMutation) });
    else if (key !== undefined) ctx.idempotencyKey = oneCallsKey(key, lean, names.some(isMutation));
    if (lean) {
      if (body !== undefined) lean.input = body;
      return await answerLean(response, lean, { router, ctx, dryRun, onError, headers: fixedHeaders });
    }

    setSecurityHeaders(response, secure);
    response.setHeader("X-Request-Id", requestId);
    response.setHeader("Cache-Control", "no-store");
    checkBounds(body ?? inputIn(request) ?? "");
    ctx.live = doorFor(inside, { client, credentials: credentialsOf(request, secure) });
    await nodeHTTPRequestHandler({
      router,
      // tRPC takes a body that was read already from this property.
      req: body === undefined ? request : Object.assign(request, { body }),
      res: response,
      path,
      createContext: async (): Promise<RequestContext> => ctx,
      maxBatchSize,
      responseMeta: ({ errors }) => {
        const seconds = retryAfterSeconds(errors.map(({ cause }) => cause));
        return seconds > 0 ? { headers: { "Retry-After": String(seconds) } } : {};
      },
      onError: ({ error, path: procedure }) => onError(error, procedure),
    });
  };
}

/** The procedures a path names, at most so many, decoded as tRPC does before it looks for them. */
function namesIn(path: string, most: number): string[] {
  return decoded(path).split(",", most);
}

function decoded(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    // Left for tRPC to refuse.
    return path;
  }
}

const KEY = /^[\x21-\x7e]{16,255}$/;

/** The key, unless nothing will run. @throws Failure when the key could be guessed, or does not name one call. */
function oneCallsKey(key: string | string[], lean: LeanCalls | undefined, changes: boolean): string | undefined {
  if (typeof key !== "string" || !KEY.test(key)) {
    throw badRequest("An Idempotency-Key has 16 to 255 visible ASCII characters, such as a UUID.");
  }
  if (!lean && !changes) return undefined;
  if (lean?.calls.length !== 1) {
    throw badRequest("An Idempotency-Key names one call: send it by itself, as plain JSON, in no batch or stream.");
  }
  return key;
}

/** Whoever asks for a dry run in some way that is not understood did not ask for the real one. @throws Failure */
function checkDryRun(asked: string | string[], { keyed, plain }: { keyed: boolean; plain: boolean }): void {
  if (asked !== "true") throw badRequest("Dry-Run has one value: true. Leave it out to carry out the call.");
  if (keyed) throw badRequest("A dry run changes nothing, however often it is sent: leave out the Idempotency-Key.");
  if (!plain) throw badRequest("A dry run is answered in plain JSON: send its calls in no stream.");
}

/** The input in the address, as tRPC reads it. */
function inputIn({ url = "" }: IncomingMessage): string | null {
  const start = url.indexOf("?");
  return start === -1 ? null : new URLSearchParams(url.slice(start)).get("input");
}
