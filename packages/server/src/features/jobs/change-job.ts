import { databaseNow, first } from "@plinth/database";
import { conflict, jobs, type MutationContext, notFound, type UserActor, unruled } from "@plinth/kernel";
import { and, eq, inArray } from "drizzle-orm";
import { record } from "../../record.ts";

type State = (typeof jobs.$inferSelect)["state"];

const open: State[] = ["waiting", "running", "parked"];
const idle: State[] = ["waiting", "dead", "canceled", "parked"];

/** Has a job that waits, or came to nothing, begun at once, with all its attempts before it. */
export async function retryJob(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const again = { state: "waiting", attempts: 0, runAt: databaseNow(), endedAt: null } as const;
  await change(ctx, {
    id,
    from: idle,
    to: again,
    refusal: "Only a job that waits, failed, was canceled or is parked can be begun.",
  });
  await record(ctx, "job.retried", { id });
}

/** Ends a job that is not done. One that is running is told to stop, and keeps nothing more. */
export async function cancelJob(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const canceled = {
    state: "canceled",
    endedAt: databaseNow(),
    uniqueKey: null,
    worker: null,
    leaseUntil: null,
  } as const;
  await change(ctx, { id, from: open, to: canceled, refusal: "The job has ended already." });
  await record(ctx, "job.canceled", { id });
}

interface Change {
  id: string;
  from: State[];
  to: object;
  refusal: string;
}

async function change(ctx: MutationContext<UserActor>, { id, from, to, refusal }: Change): Promise<void> {
  const db = unruled(ctx, "operators look after everybody's jobs");
  const isThis = eq(jobs.id, id);
  const changed = await first(
    db
      .update(jobs)
      .set(to)
      .where(and(isThis, inArray(jobs.state, from)))
      .returning(),
  );
  if (changed) return;
  if (await first(db.select({ id: jobs.id }).from(jobs).where(isThis))) throw conflict(refusal);
  throw notFound("job");
}
