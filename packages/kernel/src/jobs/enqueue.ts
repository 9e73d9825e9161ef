import { databaseNow, newId, one, preparedWrite } from "@plinth/database";
import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "../actor.ts";
import { type MutationContext, transactionOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { isFull } from "./full-queues.ts";
import type { JobKind } from "./job.ts";
import { jobs } from "./table.ts";

/** When and how a job is to run. */
export interface EnqueueOptions {
  /** Not before so many milliseconds have passed. */
  delayMs?: number;
  /** While a job of the same name with this key has not begun, it is that one. */
  unique?: string;
  /** Of those whose time has come, `high` before `normal` before `low`. */
  priority?: keyof typeof priorities;
}

export const priorities = { high: 0, normal: 1, low: 2 } as const;

const { id, name, queue, payload, priority, uniqueKey, requestId, createdAt } = jobs;
const given = { id, name, queue, payload, priority, uniqueKey, requestId, createdAt };

const insertJob = preparedWrite(
  "insertJob",
  { ...given, delayMs: Number, isUnique: Number, enqueuedBy: String },
  (db, { delayMs, isUnique, uniqueKey, enqueuedBy, ...$ }) =>
    db
      .insert(jobs)
      .values({
        ...$,
        ...{ state: "waiting", attempts: 0, claim: 0, runAt: databaseNow(delayMs) },
        uniqueKey: sql`case when ${isUnique} = 1 then ${uniqueKey} end`,
        enqueuedBy: sql`nullif(${enqueuedBy}, '')`,
      })
      .onConflictDoNothing()
      .returning({ id: jobs.id }),
);

const MOST_BYTES = 64 * 1_024;

/**
 * Has a job run once this transaction has committed; when it does not, there is no job.
 *
 * @returns the id of the job; with `unique`, of the one that is there already.
 * @throws RangeError when the payload is longer than 64 kB as JSON: store what is long, and enqueue its id
 * @throws Failure TOO_MANY_REQUESTS when more of its queue wait than it takes
 * @throws ZodError when the payload does not fit the job's schema
 * @example const id = await enqueue(ctx, sendInvite, { inviteId: invite.id });
 */
export async function enqueue<S extends z.ZodType>(
  ctx: MutationContext<Actor>,
  { name, queue, schema, mostWaiting }: JobKind<S>,
  payload: z.input<S>,
  { delayMs = 0, unique, priority = "normal" }: EnqueueOptions = {},
): Promise<string> {
  schema.parse(payload);
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  if (bytes > MOST_BYTES) {
    throw new RangeError(
      `the payload of ${name} has ${bytes} bytes, more than ${MOST_BYTES}: enqueue the id of what is stored`,
    );
  }
  if (mostWaiting !== undefined && (await isFull(ctx.db, queue))) {
    throw new Failure(
      "TOO_MANY_REQUESTS",
      "Too much of this kind waits to be done already. Try again in some minutes.",
    );
  }
  const { actor, requestId, now: createdAt } = ctx;
  const uniqueKey = unique ?? "";
  const db = transactionOf(ctx);
  const made = await insertJob.first(db, {
    ...{ id: newId(), name, queue, payload, delayMs, requestId, createdAt },
    priority: priorities[priority],
    ...{ isUnique: unique === undefined ? 0 : 1, uniqueKey },
    enqueuedBy: "userId" in actor ? actor.userId : "",
  });
  if (made) return made.id;
  // One with that key is there. Touched, so that nobody begins with it before what this transaction changes can be seen.
  const isIt = and(eq(jobs.name, name), eq(jobs.uniqueKey, uniqueKey));
  return (await one(db.update(jobs).set({ uniqueKey }).where(isIt).returning({ id: jobs.id }))).id;
}
