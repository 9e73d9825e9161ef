import type { Task } from "./task.ts";

type Sort = "created" | "updated" | "manual";

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const comparisons: Record<Sort, (a: Task, b: Task) => number> = {
  created: (a, b) => text(b.createdAt, a.createdAt) || text(b.id, a.id),
  updated: (a, b) => text(b.updatedAt, a.updatedAt) || text(b.id, a.id),
  manual: byRank,
};

/** The manual order, as boards have it. */
export function byRank(a: Task, b: Task): number {
  return text(a.rank, b.rank) || text(a.id, b.id);
}

/** The tasks with one more at its place; a task that is there already is replaced. */
export function inserted(tasks: Task[], task: Task, sort: Sort): Task[] {
  const others = tasks.filter(({ id }) => id !== task.id);
  const place = others.findIndex((other) => comparisons[sort](task, other) < 0);
  return place < 0 ? [...others, task] : others.toSpliced(place, 0, task);
}
