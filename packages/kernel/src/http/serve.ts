import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database } from "@plinth/database";
import type { AnyTRPCRouter } from "@trpc/server";
import type { Logger } from "pino";
import type { Authenticate } from "../authenticate.ts";
import type { Clock } from "../clock.ts";
import { Failure } from "../failure.ts";
import { toFailure } from "../trpc.ts";
import { answerJson, refuse } from "./answers.ts";
import { clientInfo } from "./client-info.ts";
import { checkHost, type GateOptions, passGate } from "./gate.ts";
import type { RateLimits } from "./rate-limit.ts";
import { rpcHandler } from "./rpc.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { staticFiles } from "./static-files.ts";

/** Where procedures live below the origin. */
export const RPC_PATH = "/rpc";

/** What the front door needs to open. */
export interface ServeOptions extends GateOptions {
  router: AnyTRPCRouter;
  database: Database;
  clock: Clock;
  log: Logger;
  /** Says who calls; may renew their cookie. */
  authenticate: Authenticate;
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
}

/** A running server. */
export interface Running {
  port: number;
  /** Answers what has begun, refuses what is new, then lets go of the port. Resolves after at most `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/** Opens the front door on a port (0: any free one). */
export async function serve(options: ServeOptions, port: number, address?: string): Promise<Running> {
  const state = { stopping: false };
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16 * 1024,
  });
  const answer = answerer(options, state);
  server.on("request", (request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, resolve);
  });
  // Safe because a server that listens on a port has an AddressInfo.
  return { port: (server.address() as AddressInfo).port, stop: (graceMs = 25_000) => stop(server, state, graceMs) };
}

function answerer(options: ServeOptions, state: { stopping: boolean }) {
  const { log, clock, secure } = options;
  const rpc = rpcHandler(options);
  const logs = log.isLevelEnabled("info");
  const files = options.webFolder ? staticFiles(options.webFolder) : undefined;

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const started = performance.now();
    if (state.stopping) response.shouldKeepAlive = false;
    const path = pathOf(request);
    if (logs) {
      response.on("close", () => {
        const ms = Math.round((performance.now() - started) * 10) / 10;
        log.info({ requestId, method: request.method, path, status: response.statusCode, ms }, "request");
      });
    }
    try {
      if (path.startsWith(`${RPC_PATH}/`)) {
        passGate(request, options);
        const client = clientInfo(request, options.trustedProxies);
        return await rpc(request, response, {
          path: path.slice(RPC_PATH.length + 1),
          requestId,
          now: clock.now(),
          client,
        });
      }
      setSecurityHeaders(response, secure);
      response.setHeader("X-Request-Id", requestId);
      if (path === "/healthz") return answerJson(response, 200, { ok: true });
      if (path === "/readyz") return await answerReadiness(response, options.database, state.stopping);
      checkHost(request, options.hosts);
      if (request.method !== "GET" && request.method !== "HEAD") throw new Failure("METHOD_NOT_SUPPORTED", "Use GET.");
      if (!files || !(await files(request, response))) throw new Failure("NOT_FOUND", "There is nothing here.");
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

async function stop(server: Server, state: { stopping: boolean }, graceMs: number): Promise<void> {
  state.stopping = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection becomes idle when its last answer is out, and would then be kept for the next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}
