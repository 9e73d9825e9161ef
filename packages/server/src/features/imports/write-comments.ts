import type { MutationContext } from "@plinth/kernel";
import { and, inArray, sql } from "drizzle-orm";
import { type Comment, comments } from "../comments/table.ts";
import { type CheckedComment, commentKey, type Rejected } from "./check-rows.ts";
import type { ImportAtWork } from "./find-import.ts";
import { changedSince, commentFingerprints } from "./fingerprints.ts";
import type { KnownTasks } from "./known-tasks.ts";
import type { Written } from "./write-tasks.ts";

/** Makes and updates the comments of a batch. Their tasks must be there already. */
export async function writeComments(
  ctx: MutationContext,
  { run: { workspaceId }, db }: ImportAtWork,
  rows: CheckedComment[],
  tasks: KnownTasks,
): Promise<Written & { rejected: Rejected[] }> {
  const orphans = rows.filter(({ row }) => !tasks.has(row.taskExternalId));
  const rejected = orphans.map(({ line }) => ({ line, reason: "the task it belongs to was not imported" }));
  const known = await knownComments(ctx, rows, tasks);
  const fresh: (typeof comments.$inferInsert)[] = [];
  const changed: Comment[] = [];
  for (const checked of rows) {
    const { row } = checked;
    const task = tasks.get(row.taskExternalId);
    if (!task || task.deleted) continue;
    const imported = commentFingerprints(checked);
    const origin = { url: row.url, author: row.author, assignees: [], imported };
    const before = known.get(commentKey(task.id, row.externalId));
    if (!before) {
      const { body, externalId, createdAt } = row;
      fresh.push({ workspaceId, taskId: task.id, body, externalId, createdAt: createdAt ?? ctx.now, origin });
    } else if (changedSince(before.origin?.imported, imported).size > 0) {
      changed.push({ ...before, body: row.body, editedAt: ctx.now, origin });
    }
  }
  if (fresh.length > 0) await db.insert(comments).values(fresh);
  if (changed.length > 0) {
    const { body, editedAt, origin } = overwritten;
    await db
      .insert(comments)
      .values(changed)
      .onConflictDoUpdate({ target: comments.id, set: { body, editedAt, origin } });
  }
  const unchanged = rows.length - rejected.length - fresh.length - changed.length;
  return { created: fresh.length, updated: changed.length, unchanged, rejected };
}

const overwritten = { body: sql`excluded.body`, editedAt: sql`excluded.edited_at`, origin: sql`excluded.origin` };

/** Those of the rows that were imported before, by task and external id. */
async function knownComments(
  { db }: MutationContext,
  rows: CheckedComment[],
  tasks: KnownTasks,
): Promise<Map<string, Comment>> {
  const taskIds = [...new Set(rows.map(({ row }) => tasks.get(row.taskExternalId)?.id ?? ""))].filter(
    (id) => id !== "",
  );
  if (taskIds.length === 0) return new Map();
  const externalIds = [...new Set(rows.map(({ row }) => row.externalId))];
  const found = await db
    .select()
    .from(comments)
    .where(and(inArray(comments.taskId, taskIds), inArray(comments.externalId, externalIds)));
  return new Map(found.map((comment) => [commentKey(comment.taskId, comment.externalId ?? ""), comment]));
}
