import { one } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { asc, count, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import { users } from "../accounts/table.ts";
import type { CommentView } from "./outputs.ts";
import { reactionKinds } from "./reactions.ts";
import { type Comment, comments, mentions, reactions } from "./table.ts";

/** A comment with its author's name now. */
export interface CommentRow {
  comment: Comment;
  authorName: string | null;
}

type View = z.input<typeof CommentView>;

/** Comments as people read them, in the order given. Two queries, however many there are. */
export async function viewComments(ctx: QueryContext, rows: CommentRow[]): Promise<View[]> {
  const ids = rows.map(({ comment }) => comment.id);
  const named = await mentionsOf(ctx, ids);
  const reacted = await reactionsOf(ctx, ids);
  return rows.map(({ comment, authorName }) => ({
    ...comment,
    authorName: authorName ?? comment.origin?.author ?? null,
    mentions: named.get(comment.id) ?? [],
    reactions: reacted.get(comment.id) ?? [],
  }));
}

/** One comment as people read it. The caller has been found to see it. */
export async function viewComment(ctx: QueryContext, id: string): Promise<View> {
  const row = await one(
    ctx.db
      .select({ comment: comments, authorName: users.name })
      .from(comments)
      .leftJoin(users, eq(users.id, comments.authorId))
      .where(eq(comments.id, id)),
  );
  const [view] = await viewComments(ctx, [row]);
  if (!view) throw new Error("a comment has one view");
  return view;
}

async function mentionsOf({ db }: QueryContext, ids: string[]): Promise<Map<string, View["mentions"]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ commentId: mentions.commentId, userId: mentions.userId, name: users.name })
    .from(mentions)
    .innerJoin(users, eq(users.id, mentions.userId))
    .where(inArray(mentions.commentId, ids))
    .orderBy(asc(users.name), asc(users.id));
  return grouped(rows, ({ userId, name }) => ({ userId, name }));
}

async function reactionsOf({ db, actor }: QueryContext, ids: string[]): Promise<Map<string, View["reactions"]>> {
  if (ids.length === 0) return new Map();
  const mine = sql<number>`sum(case when ${eq(reactions.userId, actor.userId)} then 1 else 0 end)`.mapWith(Number);
  const rows = await db
    .select({ commentId: reactions.commentId, kind: reactions.kind, count: count(), mine })
    .from(reactions)
    .where(inArray(reactions.commentId, ids))
    .groupBy(reactions.commentId, reactions.kind);
  rows.sort((a, b) => reactionKinds.indexOf(a.kind) - reactionKinds.indexOf(b.kind));
  return grouped(rows, (row) => ({ kind: row.kind, count: row.count, mine: row.mine > 0 }));
}

function grouped<Row extends { commentId: string }, Item>(rows: Row[], item: (row: Row) => Item): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const row of rows) {
    const group = groups.get(row.commentId);
    if (group) group.push(item(row));
    else groups.set(row.commentId, [item(row)]);
  }
  return groups;
}
