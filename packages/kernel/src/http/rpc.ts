import type { IncomingMessage, ServerResponse } from "node:http";
import type { TRPCError } from "@trpc/server";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { ClientInfo, RequestContext } from "../context.ts";
import { badRequest } from "../failure.ts";
import { liveDoor } from "../live/live-door.ts";
import type { LiveQueries } from "../live/live-queries.ts";
import { isOurFault, type ProcedureMeta } from "../trpc.ts";
import { credentialsOf } from "./cookies.ts";
import { checkBounds } from "./json-input.ts";
import { answerLean, leanCalls } from "./lean-rpc.ts";
import { addressKey, RateLimiter, refuseIfLimited } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";
import { requestContext } from "./request-context.ts";
import { securityHeaders, setSecurityHeaders } from "./security-headers.ts";
import type { ServeOptions } from "./serve.ts";
import { SharedRateLimiter } from "./shared-rate-limiter.ts";

/** One request for procedures. */
export interface RpcRequest {
  /** The procedure's path, or several joined by commas. */
  path: string;
  requestId: string;
  now: Date;
  client: ClientInfo;
}

/** Answers calls of procedures: plain ones directly, the rest through tRPC's own adapter. */
export function rpcHandler(options: ServeOptions, engine: LiveQueries) {
  const { router, secure, maxBodyBytes, maxBatchSize, limits, database } = options;
  const limiter = database.shared ? new SharedRateLimiter(database, options.log) : new RateLimiter();
  const fixedHeaders = [
    ...securityHeaders(secure).flat(),
    ...["Cache-Control", "no-store", "Vary", "trpc-accept, accept", "Content-Type", "application/json"],
  ];

  return async (request: IncomingMessage, response: ServerResponse, call: RpcRequest): Promise<void> => {
    const { path, requestId, client, now } = call;
    const names = namesIn(path, maxBatchSize + 1);
    const spent = weightOf(options, names);
    const take = (key: string, limit: ServeOptions["limits"]["actor"]) => {
      const waitMs = limiter.take(key, spent, limit, now.getTime());
      return typeof waitMs === "number" ? refuseIfLimited(waitMs) : waitMs.then(refuseIfLimited);
    };
    const counted = take(`address ${addressKey(client.address)}`, limits.address);
    if (counted) {
      await counted;
      // Who hung up meanwhile sends neither a body nor an end to wait for.
      if (request.destroyed) throw badRequest("The request was broken off.");
    }
    if (names.length > maxBatchSize) throw badRequest(`A batch holds at most ${maxBatchSize} calls.`);
    const body = request.method === "POST" ? await readBody(request, maxBodyBytes) : undefined;
    const known = requestContext(options, { request, response, call });
    const ctx = known instanceof Promise ? await known : known;
    if ("userId" in ctx.actor) {
      const allowed = take(`actor ${ctx.actor.userId}`, limits.actor);
      if (allowed) await allowed;
    }

    const onError = (error: TRPCError, procedure: string | undefined) => report(ctx, error, procedure);
    const lean = leanCalls(request, path, { router, maxBatchSize });
    if (lean) {
      if (body !== undefined) lean.input = body;
      return await answerLean(response, lean, { router, ctx, onError, headers: fixedHeaders });
    }

    setSecurityHeaders(response, secure);
    response.setHeader("X-Request-Id", requestId);
    response.setHeader("Cache-Control", "no-store");
    checkBounds(body ?? inputIn(request) ?? "");
    const credentials = credentialsOf(request, secure);
    ctx.live = liveDoor({
      ...{ engine, router, database, client, clock: options.clock, log: options.log },
      authenticate: () =>
        options.authenticate(credentials, { now: options.clock.now(), client, database, setCookie: () => {} }),
      standing: options.standing ?? (() => []),
    });
    await nodeHTTPRequestHandler({
      router,
      // tRPC takes a body that was read already from this property.
      req: body === undefined ? request : Object.assign(request, { body }),
      res: response,
      path,
      createContext: async (): Promise<RequestContext> => ctx,
      maxBatchSize,
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

/** What the named calls count for together. */
function weightOf({ router }: ServeOptions, names: readonly string[]): number {
  const procedures: Record<string, { _def: { meta?: unknown } }> = router._def.procedures;
  let sum = 0;
  for (const name of names) sum += Object.hasOwn(procedures, name) ? metaOf(procedures[name]).weight : 1;
  return sum;
}

/** The input in the address, as tRPC reads it. */
function inputIn({ url = "" }: IncomingMessage): string | null {
  const start = url.indexOf("?");
  return start === -1 ? null : new URLSearchParams(url.slice(start)).get("input");
}

function metaOf(procedure: { _def: { meta?: unknown } } | undefined): Pick<ProcedureMeta, "weight"> {
  // Safe because `t` types every procedure's meta so; one made with plain tRPC may have none.
  return (procedure?._def.meta as ProcedureMeta | undefined) ?? { weight: 1 };
}

function report(ctx: RequestContext, error: TRPCError, procedure: string | undefined): void {
  try {
    if (isOurFault(error)) ctx.log.error({ procedure, error }, "procedure failed");
    else ctx.log.debug({ procedure, code: error.code }, "procedure refused");
  } catch {
    // What cannot be logged is answered all the same: tRPC's adapter would leave the caller waiting, and end the process.
  }
}
