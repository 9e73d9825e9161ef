import type { Write } from "@plinth/database";
import { and, eq, inArray } from "drizzle-orm";
import { taskLabels } from "./table.ts";

/** Gives tasks labels; those they have already stay as they are. */
export async function addLabels(db: Write, pairs: { taskId: string; labelId: string }[]): Promise<void> {
  // Bounded, because each value is a parameter of the statement.
  for (let at = 0; at < pairs.length; at += 500) {
    await db
      .insert(taskLabels)
      .values(pairs.slice(at, at + 500))
      .onConflictDoNothing();
  }
}

/** Takes labels off tasks. */
export async function removeLabels(db: Write, taskIds: string[], labelIds: string[]): Promise<void> {
  if (labelIds.length === 0 || taskIds.length === 0) return;
  await db.delete(taskLabels).where(and(inArray(taskLabels.taskId, taskIds), inArray(taskLabels.labelId, labelIds)));
}

/** Makes a task's labels exactly these. Returns them, sorted. */
export async function replaceLabels(db: Write, taskId: string, labelIds: readonly string[]): Promise<string[]> {
  await db.delete(taskLabels).where(eq(taskLabels.taskId, taskId));
  return giveLabels(db, taskId, labelIds);
}

/** Gives a task that has none these labels. Returns them, sorted. */
export async function giveLabels(db: Write, taskId: string, labelIds: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(labelIds)].sort();
  await addLabels(
    db,
    wanted.map((labelId) => ({ taskId, labelId })),
  );
  return wanted;
}
