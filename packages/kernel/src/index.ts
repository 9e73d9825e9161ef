export {
  type Actor,
  anonymous,
  type KeyActor,
  type SignedInActor,
  type SystemActor,
  system,
  type UserActor,
} from "./actor.ts";
export { PROVEN_FOR_MS } from "./admit.ts";
export type { Authenticate, Credentials } from "./authenticate.ts";
export { changedFields } from "./changed-fields.ts";
export { type Clock, systemClock } from "./clock.ts";
export {
  type ActionContext,
  type BaseContext,
  type ClientInfo,
  type MutationContext,
  mutationContext,
  type OnRefused,
  type QueryContext,
  type ReadCookie,
  type RequestContext,
  type SetCookie,
  type Transaction,
} from "./context.ts";
export { cursorOf, type Position, positionAt } from "./cursors.ts";
export { declaredOutput } from "./declared-output.ts";
export type { DryRunReport, PlannedRow } from "./dry-run/dry-run.ts";
export {
  type EventData,
  type EventPlace,
  type EventRow,
  events,
  type RecordedEvent,
  recordEvent,
  recordEvents,
} from "./events.ts";
export {
  badRequest,
  conflict,
  Failure,
  type FailureCode,
  type FailureDetails,
  failureCodes,
  forbidden,
  notFound,
  RefusedDeed,
} from "./failure.ts";
export { addressKey } from "./http/rate-limit.ts";
export { rateLimits, sweepRateLimits } from "./http/rate-limit-table.ts";
export { type Running, type ServeOptions, serve } from "./http/serve.ts";
export type { Retry } from "./jobs/back-off.ts";
export { type EnqueueOptions, enqueue } from "./jobs/enqueue.ts";
export {
  GiveUp,
  type Job,
  type JobContext,
  type JobKind,
  JobLostError,
  type JobOptions,
  job,
  RetryLater,
} from "./jobs/job.ts";
export { purgeEndedJobs } from "./jobs/purge-ended.ts";
export { purging } from "./jobs/purging.ts";
export type { JobHouse } from "./jobs/run-job.ts";
export { type Missed, type Schedule, schedule } from "./jobs/schedule.ts";
export { Scheduler } from "./jobs/scheduler.ts";
export { jobQueues, jobSchedules, jobStates, jobs } from "./jobs/table.ts";
export { JobWorker } from "./jobs/worker.ts";
export type { LiveMessage } from "./live/live-feed.ts";
export { liveRouter } from "./live/live-router.ts";
export { createLog, type Logger } from "./log.ts";
export { loggable, namesSecret } from "./loggable.ts";
export { asReceived, Inbox, type ReceivedMail } from "./mail/inbox.ts";
export { inboxPages, type MailSamples } from "./mail/inbox-pages.ts";
export { isMailbox, type Mail, type Mailer, MailRefusedError, readSender, type Sender } from "./mail/mailer.ts";
export { noMailer } from "./mail/no-mailer.ts";
export { type SmtpOptions, smtpMailer, smtpUrlProblem } from "./mail/smtp-mailer.ts";
export { answeredCalls, sweepAnsweredCalls } from "./once/answered-calls.ts";
export { ForbiddenUrlError, outgoingUrl } from "./outgoing/outgoing-url.ts";
export {
  exchange,
  type Outcome,
  type OutgoingAnswer,
  type OutgoingRequest,
  type PostOptions,
  post,
} from "./outgoing/post.ts";
export { anyReach, publicReach, type Reach, useReach, usualReach } from "./outgoing/reach.ts";
export {
  action,
  entrance,
  mutation,
  nothing,
  open,
  operator,
  person,
  query,
  sensitive,
  sensitiveOperator,
} from "./procedures.ts";
export type { ResourceSearch } from "./resource/definition.ts";
export { explainGaps } from "./resource/explain-gaps.ts";
export { toMany, toOne } from "./resource/relations.ts";
export { type Resource, type ResourceOptions, resource } from "./resource/resource.ts";
export type { ListInput, Page, ResourceTypes, RowOf } from "./resource/types.ts";
export { type RowWith, type WithIncludes, withIncludes } from "./resource/with-includes.ts";
export { type PreparedFor, preparedFor } from "./rules/prepared-for.ts";
export { type Allows, type Rules, rules, type Seen } from "./rules/rules.ts";
export { granted, type Onlooker, own, type Sight, through } from "./rules/sight.ts";
export { unruled } from "./rules/unruled.ts";
export { type InputIssue, type ProcedureMeta, t, toTRPCError } from "./trpc.ts";
export {
  DamagedSealError,
  isSealedAnew,
  LEAST_CHARACTERS,
  newestSeal,
  SealError,
  seal,
  unseal,
  useSecrets,
} from "./vault.ts";
