import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Actor } from "../actor.ts";
import { anonymous } from "../actor.ts";
import type { RequestContext } from "../context.ts";
import { Failure } from "../failure.ts";
import { credentialsOf, serializeCookie } from "./cookies.ts";
import type { RpcRequest } from "./rpc.ts";
import type { ServeOptions } from "./serve.ts";

/** The context of one request, once it is known who asks. */
export async function requestContext(
  options: ServeOptions,
  { request, response, call }: { request: IncomingMessage; response: ServerResponse; call: RpcRequest },
): Promise<RequestContext> {
  const ctx = new HttpRequestContext(options, response, call);
  ctx.actor = await options.authenticate(credentialsOf(request, options.secure), ctx);
  return ctx;
}

class HttpRequestContext implements RequestContext {
  actor: Actor = anonymous;
  readonly now: Date;
  readonly requestId: string;
  readonly client: RpcRequest["client"];
  readonly database: ServeOptions["database"];
  readonly setCookie: RequestContext["setCookie"];
  readonly #parentLog: Logger;
  #log: Logger | undefined;

  constructor(
    { database, log, secure }: ServeOptions,
    response: ServerResponse,
    { now, requestId, client }: RpcRequest,
  ) {
    this.now = now;
    this.requestId = requestId;
    this.client = client;
    this.database = database;
    this.#parentLog = log;
    this.setCookie = (name, value, expires) => {
      if (response.headersSent) {
        throw new Failure("BAD_REQUEST", "This procedure sets a cookie, so it cannot be called over a streaming link.");
      }
      response.appendHeader("Set-Cookie", serializeCookie({ name, value, expires, secure }));
    };
  }

  /** Made when somebody logs, which most requests never do. */
  get log(): Logger {
    this.#log ??= this.#parentLog.child({ requestId: this.requestId });
    return this.#log;
  }
}
