import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Actor } from "../actor.ts";
import { anonymous } from "../actor.ts";
import type { RequestContext } from "../context.ts";
import { Failure } from "../failure.ts";
import { credentialsOf, serializeCookie } from "./cookies.ts";
import type { RpcRequest } from "./rpc.ts";
import type { ServeOptions } from "./serve.ts";

/** The context of one request, once it is known who asks: at once for a session that was checked a moment ago. */
export function requestContext(
  options: ServeOptions,
  { request, response, call }: { request: IncomingMessage; response: ServerResponse; call: RpcRequest },
): RequestContext | Promise<RequestContext> {
  const ctx = new HttpRequestContext(options, response, call);
  const withActor = (actor: Actor) => {
    ctx.actor = actor;
    return ctx;
  };
  const credentials = credentialsOf(request, options.secure);
  ctx.readCookie = credentials.cookie;
  const actor = options.authenticate(credentials, ctx);
  return actor instanceof Promise ? actor.then(withActor) : withActor(actor);
}

class HttpRequestContext implements RequestContext {
  actor: Actor = anonymous;
  readonly now: Date;
  readonly requestId: string;
  readonly client: RpcRequest["client"];
  readonly database: ServeOptions["database"];
  readonly setCookie: RequestContext["setCookie"];
  readonly onRefused: RequestContext["onRefused"];
  readCookie: RequestContext["readCookie"];
  idempotencyKey: string | undefined;
  readonly #parentLog: Logger;
  #log: Logger | undefined;

  constructor(
    { database, log, secure, onRefused }: ServeOptions,
    response: ServerResponse,
    { now, requestId, client }: RpcRequest,
  ) {
    this.now = now;
    this.requestId = requestId;
    this.client = client;
    this.database = database;
    this.onRefused = onRefused;
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
