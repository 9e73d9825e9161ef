import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database, RowsRead } from "@plinth/database";
import type { AnyTRPCRouter } from "@trpc/server";
import type { Logger } from "pino";
import type { Actor } from "../actor.ts";
import type { Authenticate } from "../authenticate.ts";
import type { Clock } from "../clock.ts";
import type { OnRefused } from "../context.ts";
import { Failure } from "../failure.ts";
import { LiveQueries } from "../live/live-queries.ts";
import { toFailure } from "../trpc.ts";
import { answerJson, refuse } from "./answers.ts";
import { refuseBrokenRequests } from "./broken-requests.ts";
import { CallLimits } from "./call-limits.ts";
import { clientInfo } from "./client-info.ts";
import {
  boundedServer,
  type ConnectionLimits,
  type Connections,
  closeServer,
  usualConnections,
} from "./connections.ts";
import type { Inside } from "./door.ts";
import { checkHost, checkMessage, checkPath, type GateOptions, passGate } from "./gate.ts";
import { openLiveSocket } from "./live-socket.ts";
import { loggedPath } from "./logged-path.ts";
import type { RateLimits } from "./rate-limit.ts";
import { askForBodyLater } from "./read-body.ts";
import { rpcHandler } from "./rpc.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { staticFiles } from "./static-files.ts";

/** Where procedures live below the origin. */
const RPC_PATH = "/rpc";

/** What the front door needs to open. */
export interface ServeOptions extends GateOptions {
  router: AnyTRPCRouter;
  database: Database;
  clock: Clock;
  log: Logger;
  /** Told of what rules refuse, such as to keep it. */
  onRefused?: OnRefused;
  /** Says who calls; may renew their cookie. */
  authenticate: Authenticate;
  /** Pages for whoever develops, such as the inbox of mail. Resolves with whether there was one. Left out in production. */
  developmentPages?(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
  /** The folder with the built web app; left out, only the API is served. */
  webFolder?: string;
  /** Whether people reach this server over https. */
  secure: boolean;
  trustedProxies: number;
  /** Bytes of a request's body. */
  maxBodyBytes: number;
  /** Calls in one batch. */
  maxBatchSize: number;
  limits: RateLimits;
  /** What differs from the usual bounds on connections. */
  connections?: Partial<ConnectionLimits>;
  /** What an actor's rights hang on besides what a query itself reads: live queries run again when these rows change. */
  standing?(actor: Actor): readonly RowsRead[];
}

/** A running server. */
export interface Running {
  port: number;
  /** Answers what has begun, refuses what is new, then lets go of the port. Resolves after at most `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/** Opens the front door on a port (0: any free one). */
export async function serve(options: ServeOptions, port: number, address?: string): Promise<Running> {
  const { log, secure, trustedProxies } = options;
  const engine = new LiveQueries(options.database);
  const inside = { options, engine, calls: new CallLimits(options) };
  const state: State = { stopping: false, connections: new Map() };
  const limits = { ...usualConnections, ...options.connections };
  const server = boundedServer(limits, { log, trustedProxies, connections: state.connections });
  refuseBrokenRequests(server, { log, secure, connections: state.connections });
  const live = openLiveSocket(server, inside);
  const answer = answerer(inside, state);
  server.on("request", answer);
  server.on("checkContinue", (request, response) => {
    askForBodyLater(request, response);
    void answer(request, response);
  });
  server.on("checkExpectation", answer);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, resolve);
  });
  // Safe because a server that listens on a port has an AddressInfo.
  const { port: opened } = server.address() as AddressInfo;
  return {
    port: opened,
    stop: (graceMs = 25_000) => {
      state.stopping = true;
      live.close();
      engine.close(new Failure("SERVICE_UNAVAILABLE", "The server is restarting."));
      return closeServer(server, state.connections, graceMs);
    },
  };
}

interface State {
  stopping: boolean;
  connections: Connections;
}

function answerer(inside: Inside, state: State) {
  const { options } = inside;
  const { log, clock, secure } = options;
  const rpc = rpcHandler(inside);
  const logs = log.isLevelEnabled("info");
  const files = options.webFolder ? staticFiles(options.webFolder) : undefined;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const started = performance.now();
    // What follows an answer that ends the connection is not a request any more, though Node goes on reading.
    if (state.connections.get(request.socket)?.response.shouldKeepAlive === false) return;
    state.connections.set(request.socket, { response, requestId });
    if (state.stopping) response.shouldKeepAlive = false;
    const path = pathOf(request);
    const client = clientInfo(request, options.trustedProxies);
    if (logs) {
      response.on("close", () => {
        const ms = Math.round((performance.now() - started) * 10) / 10;
        const status = response.headersSent ? response.statusCode : null;
        const { method } = request;
        log.info({ requestId, address: client.address, method, path: loggedPath(path), status, ms }, "request");
      });
    }
    try {
      checkMessage(request);
      if (path.startsWith(`${RPC_PATH}/`)) {
        passGate(request, options);
        return await rpc(request, response, {
          path: path.slice(RPC_PATH.length + 1),
          requestId,
          now: clock.now(),
          client,
        });
      }
      setSecurityHeaders(response, secure);
      response.setHeader("X-Request-Id", requestId);
      const probe = path === "/healthz" || path === "/readyz";
      if (!probe) checkHost(request, options.hosts);
      if (request.method !== "GET" && request.method !== "HEAD") {
        response.setHeader("Allow", "GET, HEAD");
        throw new Failure("METHOD_NOT_SUPPORTED", "Use GET.");
      }
      if (path === "/healthz") return answerJson(response, 200, { ok: true });
      if (path === "/readyz") return await answerReadiness(response, options.database, state.stopping);
      checkPath(path);
      if (await options.developmentPages?.(request, response, path)) return;
      if (!files || !(await files(request, response, path))) throw new Failure("NOT_FOUND", "There is nothing here.");
    } catch (error) {
      const failure = toFailure(error);
      if (failure !== error) log.error({ requestId, error }, "request failed");
      if (!response.headersSent) {
        setSecurityHeaders(response, secure);
        response.setHeader("X-Request-Id", requestId);
      }
      refuse(response, failure, requestId);
    }
  };
}

/** The path alone, also of an absolute-form request line; never the query, which may hold input. */
function pathOf(request: IncomingMessage): string {
  const target = (request.url ?? "/").replace(/^https?:\/\/[^/]*/i, "");
  return target.split("?", 1)[0] || "/";
}

async function answerReadiness(response: ServerResponse, database: Database, stopping: boolean): Promise<void> {
  const ready =
    !stopping &&
    (await database.ping().then(
      () => true,
      () => false,
    ));
  answerJson(response, ready ? 200 : 503, { ready });
}
