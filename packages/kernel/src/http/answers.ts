import type { ServerResponse } from "node:http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { Failure, FailureCode } from "../failure.ts";

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

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", "application/json");
  response.writeHead(status, { "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

/** Answers a refusal outside any procedure, in the shape procedures use, so that clients need to know only one. */
export function refuse(response: ServerResponse, failure: Failure, requestId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const httpStatus = statuses[failure.code];
  // What is left of a body that was refused is not read, so the connection cannot be used again.
  if (failure.code === "PAYLOAD_TOO_LARGE") response.shouldKeepAlive = false;
  if (failure.details?.retryAfterSeconds) response.setHeader("Retry-After", String(failure.details.retryAfterSeconds));
  if (failure.code === "METHOD_NOT_SUPPORTED") response.setHeader("Allow", "GET, POST");
  answerJson(response, httpStatus, {
    error: {
      message: failure.message,
      code: TRPC_ERROR_CODES_BY_KEY[failure.code],
      data: { code: failure.code, httpStatus, path: null, requestId, details: failure.details ?? null, issues: null },
    },
  });
}
