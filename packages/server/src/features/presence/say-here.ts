import { descending } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { and, eq, notInArray } from "drizzle-orm";
import type { z } from "zod";
import { findTask } from "../tasks/find-task.ts";
import type { Looking } from "./inputs.ts";
import { lookingRules } from "./rules.ts";
import { presences } from "./table.ts";

// Who looks at what is not history: it comes and goes without an event.

const MOST_PER_PERSON = 20;

/** Says that a tab of the caller's shows this task now. Of their tabs, the 20 that were heard of last count. */
export async function sayHere(ctx: MutationContext, { taskId, tabId }: z.output<typeof Looking>): Promise<void> {
  const task = await findTask(ctx, taskId);
  const db = lookingRules.allow(ctx, task, "look");
  const { userId } = ctx.actor;
  await db
    .insert(presences)
    .values({ taskId: task.id, userId, tabId, seenAt: ctx.now })
    .onConflictDoUpdate({
      target: [presences.userId, presences.tabId, presences.taskId],
      set: { seenAt: ctx.now },
    });
  const theirs = eq(presences.userId, userId);
  const latest = db
    .select({ id: presences.id })
    .from(presences)
    .where(theirs)
    .orderBy(descending(presences.seenAt), descending(presences.id))
    .limit(MOST_PER_PERSON);
  await db.delete(presences).where(and(theirs, notInArray(presences.id, latest)));
}
