import type { IncomingMessage, ServerResponse } from "node:http";
import type { TRPCError } from "@trpc/server";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { Logger } from "pino";
import type { ClientInfo, RequestContext } from "../context.ts";
import { badRequest } from "../failure.ts";
import { isOurFault, type ProcedureMeta } from "../trpc.ts";
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
export function rpcHandler(options: ServeOptions) {
  const { router, secure, maxBodyBytes, maxBatchSize, limits, database } = options;
  const limiter = database.shared ? new SharedRateLimiter(database, options.log) : new RateLimiter();
  const fixedHeaders = [
    ...securityHeaders(secure).flat(),
    ...["Cache-Control", "no-store", "Vary", "trpc-accept, accept", "Content-Type", "application/json"],
  ];

  return async (request: IncomingMessage, response: ServerResponse, call: RpcRequest): Promise<void> => {
    const { path, requestId, client, now } = call;
    const spent = weightOf(options, path);
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
    const body = request.method === "POST" ? await readBody(request, maxBodyBytes) : undefined;
    const known = requestContext(options, { request, response, call });
    const ctx = known instanceof Promise ? await known : known;
    if ("userId" in ctx.actor) {
      const allowed = take(`actor ${ctx.actor.userId}`, limits.actor);
      if (allowed) await allowed;
    }

    const onError = (error: TRPCError, procedure: string | undefined) => report(ctx.log, error, procedure);
    const lean = leanCalls(request, path, { router, maxBatchSize });
    if (lean) {
      if (body !== undefined) lean.input = body;
      return await answerLean(response, lean, { router, ctx, onError, headers: fixedHeaders });
    }

    setSecurityHeaders(response, secure);
    response.setHeader("X-Request-Id", requestId);
    response.setHeader("Cache-Control", "no-store");
    if (body !== undefined) checkBounds(body);
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

/** What the calls a path names count for together; of more than a batch may hold, as much as the largest batch. */
function weightOf({ router, maxBatchSize }: ServeOptions, path: string): number {
  const procedures: Record<string, { _def: { meta?: unknown } }> = router._def.procedures;
  const weigh = (name: string) => (Object.hasOwn(procedures, name) ? metaOf(procedures[name]).weight : 1);
  if (!path.includes(",")) return weigh(path);
  return path
    .split(",", maxBatchSize)
    .map(weigh)
    .reduce((sum, weight) => sum + weight, 0);
}

function metaOf(procedure: { _def: { meta?: unknown } } | undefined): Pick<ProcedureMeta, "weight"> {
  // Safe because `t` types every procedure's meta so; one made with plain tRPC may have none.
  return (procedure?._def.meta as ProcedureMeta | undefined) ?? { weight: 1 };
}

function report(log: Logger, error: TRPCError, procedure: string | undefined): void {
  if (isOurFault(error)) log.error({ procedure, error }, "procedure failed");
  else log.debug({ procedure, code: error.code }, "procedure refused");
}
