import { type Database, databaseNow, preparedWrite, type Write } from "@plinth/database";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { type JobRow, jobs } from "./table.ts";

/** A job as somebody claimed it. */
export type Claim = Pick<JobRow, "id" | "claim">;

/** How long a claim holds unless it is renewed. */
export const LEASE_MS = 15_000;

type Change = { [K in keyof JobRow]?: JobRow[K] | SQL };

const free = { worker: null, leaseUntil: null };
const ended = { ...free, endedAt: databaseNow() };
const notBegun = { attempts: sql`${jobs.attempts} - 1` };

/** What becomes of a job that is held. */
export const outcomes = {
  renewed: { leaseUntil: databaseNow(LEASE_MS) } satisfies Change,
  done: { ...ended, state: "done", error: null } satisfies Change,
  dead: (error: string): Change => ({ ...ended, state: "dead", error }),
  again: (afterMs: number, error: string): Change => ({
    ...free,
    ...{ state: "waiting", runAt: databaseNow(afterMs), error },
  }),
  /** For a process that knows what to do with it. */
  parked: (error: string): Change => ({ ...free, ...notBegun, state: "parked", error }),
  /** For whoever has room for it, as if it had not been begun. */
  released: { ...free, ...notBegun, state: "waiting", runAt: databaseNow() } satisfies Change,
};

const isHeld = ({ id, claim }: Claim | { id: SQL; claim: SQL }) =>
  and(eq(jobs.id, id), eq(jobs.claim, claim), eq(jobs.state, "running"));

/** Changes a job if it is still held under a claim, and tells whether it was. */
export type ChangeHeld = (db: Write, claim: Claim) => Promise<boolean>;

export const renewHeld = changing("renewJob", outcomes.renewed);
export const endHeld = changing("endJob", outcomes.done);

function changing(name: string, change: Change): ChangeHeld {
  const run = preparedWrite(name, { id: jobs.id, claim: jobs.claim }, (db, $) =>
    db.update(jobs).set(change).where(isHeld($)).returning({ id: jobs.id }),
  );
  return async (db, { id, claim }) => (await run.all(db, { id, claim })).length > 0;
}

/** Ends a claim, unless it is no longer held: then it is somebody else's to end. */
export async function settle(database: Database, claim: Claim, outcome: Change): Promise<void> {
  await database.statement((db) => db.update(jobs).set(outcome).where(isHeld(claim)).returning({ id: jobs.id }));
}
