import { ascending } from "@plinth/database";
import { jobs, type QueryContext, type UserActor } from "@plinth/kernel";
import { count } from "drizzle-orm";

/** How many jobs of each queue are in each state. */
export function queueDepths({ db }: QueryContext<UserActor>) {
  const { queue, state } = jobs;
  return db
    .select({ queue, state, count: count() })
    .from(jobs)
    .groupBy(queue, state)
    .orderBy(ascending(queue), ascending(state));
}
