import type { IncomingMessage, ServerResponse } from "node:http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { Failure, type FailureCode } from "../failure.ts";

const statuses: Record<FailureCode, number> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

const protocolCodes = {
  400: "BAD_REQUEST",
  408: "BAD_REQUEST",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  417: "BAD_REQUEST",
  431: "BAD_REQUEST",
} as const;

/**
 * A request that is not good HTTP, or not HTTP as it is spoken here. HTTP has a status of its own for each way. Its connection ends: where
 * such a request ends and the next begins is not to be trusted.
 */
export class ProtocolFailure extends Failure {
  constructor(
    readonly httpStatus: keyof typeof protocolCodes,
    message: string,
  ) {
    super(protocolCodes[httpStatus], message);
  }
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", "application/json");
  response.writeHead(status, { "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

/** What a refusal outside any procedure says, in the shape procedures use, so that clients need to know only one. */
export function refusal(failure: Failure, requestId: string): { status: number; body: object } {
  const { code, message, details = null } = failure;
  const status = failure instanceof ProtocolFailure ? failure.httpStatus : statuses[code];
  const data = { code, httpStatus: status, path: null, requestId, details, issues: null };
  return { status, body: { error: { message, code: TRPC_ERROR_CODES_BY_KEY[code], data } } };
}

export function refuse(response: ServerResponse, failure: Failure, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (failure instanceof ProtocolFailure || leavesBodyUnread(response.req)) response.shouldKeepAlive = false;
  const seconds = retryAfterSeconds([failure]);
  if (seconds > 0) response.setHeader("Retry-After", String(seconds));
  if (failure.code === "METHOD_NOT_SUPPORTED" && !response.hasHeader("Allow")) response.setHeader("Allow", "GET, POST");
  const { status, body } = refusal(failure, requestId);
  answerJson(response, status, body);
}

// Where it is not known how long something takes to pass.
const SOON_SECONDS = 5;

/** After how long it makes sense to send again what was refused for these reasons: 0 where nothing speaks for it. */
export function retryAfterSeconds(reasons: readonly unknown[]): number {
  const waits = reasons.map((reason) => {
    if (!(reason instanceof Failure)) return 0;
    const { code, details } = reason;
    return Number(details?.retryAfterSeconds ?? (code === "SERVICE_UNAVAILABLE" ? SOON_SECONDS : 0));
  });
  return Math.max(0, ...waits);
}

const READ_ANYWAY_BYTES = 64 * 1024;

/** Whether so much of a refused body is still to come that the connection is given up rather than read on. */
function leavesBodyUnread({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > READ_ANYWAY_BYTES;
}
