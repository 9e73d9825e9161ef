import { ascending, descending, prepared, type Read, type Write } from "@plinth/database";
import { and, eq, gt, lt, ne } from "drizzle-orm";
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import { type Task, tasks } from "./table.ts";

const lastRank = prepared("lastTaskRank", { projectId: tasks.projectId }, (db, $) =>
  db
    .select({ rank: tasks.rank })
    .from(tasks)
    .where(eq(tasks.projectId, $.projectId))
    .orderBy(descending(tasks.rank))
    .limit(1),
);

/** Ranks for new tasks behind all others of a project, in order. Deleted tasks keep their place. */
export async function ranksAtBottom(db: Read, projectId: string, howMany: number): Promise<string[]> {
  const last = await lastRank.first(db, { projectId });
  return generateNKeysBetween(last?.rank, null, howMany);
}

/** The rank that puts `task` directly before or behind another one of its project. */
export async function rankNextTo(
  db: Write,
  task: Task,
  { anchor, side }: { anchor: Task; side: "before" | "behind" },
): Promise<string> {
  const rank = await ownRank(db, anchor);
  const neighbour = await nearestRank(db, { ...anchor, rank }, { side, without: task.id });
  return side === "behind" ? generateKeyBetween(rank, neighbour) : generateKeyBetween(neighbour, rank);
}

/** The anchor's rank, after tasks that share it (imports and restored copies may) have been spread out in the order they have. */
async function ownRank(db: Write, anchor: Task): Promise<string> {
  const sharing = and(eq(tasks.projectId, anchor.projectId), eq(tasks.rank, anchor.rank));
  const [, ...others] = await db.select({ id: tasks.id }).from(tasks).where(sharing).orderBy(ascending(tasks.id));
  if (others.length === 0) return anchor.rank;
  const next = await nearestRank(db, anchor, { side: "behind", without: anchor.id });
  const ranks = generateNKeysBetween(anchor.rank, next, others.length);
  let own = anchor.rank;
  for (const [at, { id }] of others.entries()) {
    const rank = ranks[at] ?? anchor.rank;
    if (id === anchor.id) own = rank;
    await db.update(tasks).set({ rank }).where(eq(tasks.id, id));
  }
  return own;
}

async function nearestRank(
  db: Read,
  { projectId, rank }: Task,
  { side, without }: { side: "before" | "behind"; without: string },
): Promise<string | null> {
  const beyond = side === "behind" ? gt(tasks.rank, rank) : lt(tasks.rank, rank);
  const [row] = await db
    .select({ rank: tasks.rank })
    .from(tasks)
    .where(and(eq(tasks.projectId, projectId), beyond, ne(tasks.id, without)))
    .orderBy(side === "behind" ? ascending(tasks.rank) : descending(tasks.rank))
    .limit(1);
  return row?.rank ?? null;
}
