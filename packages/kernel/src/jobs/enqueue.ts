import { databaseNow, first, newId, one, preparedWrite } from "@plinth/database";
import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "../actor.ts";
import { type MutationContext, transactionOf } from "../context.ts";
import type { Job } from "./job.ts";
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

const { id, name, queue, payload, priority, requestId, createdAt } = jobs;
const given = { id, name, queue, payload, priority, requestId, createdAt };

/** Compiled once: most mutations that enqueue anything enqueue this way. */
const insertJob = preparedWrite("insertJob", { ...given, delayMs: Number, enqueuedBy: String }, (db, $) =>
  db
    .insert(jobs)
    .values({
      ...{ id: $.id, name: $.name, queue: $.queue, payload: $.payload, priority: $.priority },
      ...{ requestId: $.requestId, createdAt: $.createdAt, runAt: databaseNow($.delayMs) },
      ...{ state: "waiting", attempts: 0, claim: 0, enqueuedBy: sql`nullif(${$.enqueuedBy}, '')` },
    })
    .returning({ id: jobs.id }),
);

const MOST_BYTES = 64 * 1_024;

/**
 * Has a job run once this transaction has committed; when it does not, there is no job.
 *
 * @returns the id of the job; with `unique`, of the one that is there already.
 * @throws RangeError when the payload is longer than 64 kB as JSON: store what is long, and enqueue its id
 * @throws ZodError when the payload does not fit the job's schema
 * @example const id = await enqueue(ctx, sendInvite, { inviteId: invite.id });
 */
export async function enqueue<S extends z.ZodType>(
  ctx: MutationContext<Actor>,
  { name, queue, schema }: Job<S>,
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
  const db = transactionOf(ctx);
  if (unique === undefined) {
    const id = newId();
    const enqueuedBy = "userId" in ctx.actor ? ctx.actor.userId : "";
    const { requestId, now: createdAt } = ctx;
    const values = { id, name, queue, payload, delayMs, enqueuedBy, requestId, createdAt };
    await insertJob.all(db, { ...values, priority: priorities[priority] });
    return id;
  }
  const row = {
    ...{ name, queue, payload, state: "waiting" as const, priority: priorities[priority] },
    ...{ attempts: 0, claim: 0, requestId: ctx.requestId, createdAt: ctx.now },
    runAt: databaseNow(delayMs),
    uniqueKey: unique,
    enqueuedBy: "userId" in ctx.actor ? ctx.actor.userId : null,
  };
  const made = await first(db.insert(jobs).values(row).onConflictDoNothing().returning({ id: jobs.id }));
  if (made) return made.id;
  // Touched, so that nobody begins with it before what this transaction changes can be seen.
  const isIt = and(eq(jobs.name, name), eq(jobs.uniqueKey, unique));
  return (await one(db.update(jobs).set({ uniqueKey: unique }).where(isIt).returning({ id: jobs.id }))).id;
}
