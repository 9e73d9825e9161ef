import type { Read } from "@plinth/database";
import type { z } from "zod";
import type { SystemActor } from "../actor.ts";
import type { BaseContext, MutationContext } from "../context.ts";
import { type Retry, usualRetry } from "./back-off.ts";

/** What a job's handler is given. */
export interface JobContext extends BaseContext<SystemActor> {
  /** `id` stays the same over all attempts: give it to the outside world as the key by which it knows a repetition. */
  job: { id: string; attempt: number; enqueuedBy: string | null };
  db: Read;
  /** Fires when the time is up, when the job was canceled or taken over, and when the process is about to end. */
  signal: AbortSignal;
  /** Runs `work` in one transaction, unless the job is no longer this attempt's. @throws JobLostError */
  write<T>(work: (ctx: MutationContext<SystemActor>) => Promise<T>): Promise<T>;
  /**
   * The last thing a handler does, when it is to happen exactly once: runs `work` in the transaction that ends the job.
   *
   * @throws JobLostError when the job is no longer this attempt's; nothing of `work` is kept
   */
  finish(work: (ctx: MutationContext<SystemActor>) => Promise<unknown>): Promise<void>;
}

/** How a job is run. Everything has a default. */
export interface JobOptions {
  /** Default: 10 attempts, the second after about a second, then twice as long each time, up to an hour. */
  retry?: Partial<Retry>;
  /** How long one attempt may take. Default 60,000. */
  timeoutMs?: number;
  /** Jobs of one queue share its room. Default `default`, or a queue of its own when `concurrency` is given. */
  queue?: string;
  /** How many of its queue one process runs at once. Default 10. */
  concurrency?: number;
  /** How many may wait in its queue. While there are more, it cannot be enqueued. Default: any number. */
  mostWaiting?: number;
}

/** What has to be known of a job to enqueue it; who enqueues need not know who does it. */
export interface JobKind<S extends z.ZodType = z.ZodType> {
  name: string;
  schema: S;
  queue: string;
  mostWaiting?: number | undefined;
}

/** A kind of work that can be enqueued. */
export interface Job<S extends z.ZodType = z.ZodType> extends JobKind<S> {
  concurrency: number | undefined;
  retry: Retry;
  timeoutMs: number;
  run(ctx: JobContext, payload: unknown): Promise<unknown>;
}

/**
 * Declares work that happens later. It is begun at least once; what it does in `finish` happens exactly once.
 *
 * @param name - kept with every job: another name is another kind of job.
 * @param schema - of the payload. Jobs that an earlier version enqueued have to fit as well: widen it, never narrow it.
 * @example
 * export const archiveStale = job("archiveStale", z.strictObject({ projectId: rowId }), (ctx, { projectId }) =>
 *   ctx.finish((tx) => archiveStaleTasks(tx, projectId)));
 */
export function job<S extends z.ZodType>(
  name: string,
  schema: S,
  handler: (ctx: JobContext, payload: z.output<S>) => Promise<unknown>,
  { retry, timeoutMs = 60_000, concurrency, mostWaiting, queue = concurrency ? name : "default" }: JobOptions = {},
): Job<S> {
  return {
    ...{ name, schema, queue, concurrency, timeoutMs, mostWaiting },
    retry: { ...usualRetry, ...retry },
    // Safe because only what the schema has parsed is passed.
    run: (ctx, payload) => handler(ctx, payload as z.output<S>),
  };
}

/** This attempt no longer holds its job: it took too long, or somebody canceled it. */
export class JobLostError extends Error {
  override name = "JobLostError";
  constructor() {
    super("the job was taken over or canceled; nothing more of this attempt is kept");
  }
}

/** Thrown by a handler to be begun again after a time of its own choice, such as the one an answer asked for. */
export class RetryLater extends Error {
  override name = "RetryLater";
  constructor(
    readonly afterMs: number,
    message: string,
  ) {
    super(message);
  }
}

/** Thrown by a handler when trying again is of no use. */
export class GiveUp extends Error {
  override name = "GiveUp";
}
