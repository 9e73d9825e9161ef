import type { MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { findTask } from "../tasks/find-task.ts";
import type { Looking } from "./inputs.ts";
import { lookingRules } from "./rules.ts";
import { presences } from "./table.ts";

/** Says that a tab of the caller's shows this task no longer; no harm is done when it was not known to. */
export async function sayGone(ctx: MutationContext, { taskId, tabId }: z.output<typeof Looking>): Promise<void> {
  const task = await findTask(ctx, taskId);
  const db = lookingRules.allow(ctx, task, "look");
  const own = and(eq(presences.userId, ctx.actor.userId), eq(presences.tabId, tabId));
  await db.delete(presences).where(and(own, eq(presences.taskId, task.id)));
}
