export {
  type Actor,
  anonymous,
  type KeyActor,
  type SignedInActor,
  type SystemActor,
  system,
  type UserActor,
} from "./actor.ts";
export type { Authenticate, Credentials } from "./authenticate.ts";
export { type Clock, systemClock } from "./clock.ts";
export type {
  ActionContext,
  BaseContext,
  ClientInfo,
  MutationContext,
  QueryContext,
  RequestContext,
  SetCookie,
} from "./context.ts";
export { declaredOutput } from "./declared-output.ts";
export { type EventData, type EventPlace, type EventRow, events, recordEvent, recordEvents } from "./events.ts";
export {
  badRequest,
  conflict,
  Failure,
  type FailureCode,
  type FailureDetails,
  failureCodes,
  forbidden,
  notFound,
} from "./failure.ts";
export { LIVE_PATH } from "./http/live-socket.ts";
export { rateLimits, sweepRateLimits } from "./http/rate-limit-table.ts";
export { RPC_PATH, type Running, type ServeOptions, serve } from "./http/serve.ts";
export type { LiveMessage } from "./live/live-feed.ts";
export { liveRouter } from "./live/live-router.ts";
export { createLog, type Logger } from "./log.ts";
export { loggable } from "./loggable.ts";
export { action, mutation, nothing, open, operator, query } from "./procedures.ts";
export { type InputIssue, type ProcedureMeta, t, toTRPCError } from "./trpc.ts";
