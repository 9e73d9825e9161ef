export { callProcedure } from "./call-procedure.ts";
export {
  type BrowserClientOptions,
  type Client,
  type ClientOptions,
  createBrowserClient,
  createClient,
} from "./client.ts";
export type { DryRunReport } from "./dry-run-link.ts";
export { type FailedCall, type FailureCode, isFailure, isUnreachable } from "./failure.ts";
export { type Follower, Live, type LiveOptions, type LiveStatus } from "./live/live.ts";
export type { QueryInput, QueryOutput, QueryPath } from "./live/query-paths.ts";
export { OwnCalls } from "./own-calls.ts";
export { type AskForProof, needsProof } from "./proof-link.ts";
export { randomUuid } from "./random-uuid.ts";
export type { RouterInputs, RouterOutputs } from "./router-types.ts";
export { VERSION } from "./version.ts";
