import { one } from "@plinth/database";
import { type MutationContext, type SystemActor, unruled } from "@plinth/kernel";
import { and, eq, inArray } from "drizzle-orm";
import { notifications } from "./table.ts";

/** Takes a comment that was deleted out of what people were told, and what told of nothing else with it. */
export async function forgetComment(
  ctx: MutationContext<SystemActor>,
  taskId: string | null,
  commentId: string,
): Promise<void> {
  if (taskId === null) return;
  const db = unruled(ctx, "what is deleted is told to nobody any more");
  const told = await db
    .select({ id: notifications.id, items: notifications.items, count: notifications.count })
    .from(notifications)
    .where(and(eq(notifications.taskId, taskId), inArray(notifications.kind, ["mentioned", "commented"])));
  for (const { id, items, count } of told) {
    const left = items.filter(({ of }) => of !== commentId);
    const same = eq(notifications.id, id);
    if (left.length === items.length) continue;
    if (left.length === 0) await db.delete(notifications).where(same);
    else
      await one(
        db
          .update(notifications)
          .set({ items: left, count: count - 1 })
          .where(same)
          .returning(),
      );
  }
}
