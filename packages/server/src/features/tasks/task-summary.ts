import { ascending, prepared, type Read } from "@plinth/database";
import { inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import type { TaskSummary } from "./outputs.ts";
import { taskLabels, tasks } from "./table.ts";

/** The columns that lists and boards show; a body of 200 kB stays where it is. */
export const summaryColumns = {
  id: tasks.id,
  projectId: tasks.projectId,
  number: tasks.number,
  title: tasks.title,
  statusId: tasks.statusId,
  priority: tasks.priority,
  assigneeId: tasks.assigneeId,
  dueOn: tasks.dueOn,
  estimate: tasks.estimate,
  parentId: tasks.parentId,
  rank: tasks.rank,
  version: tasks.version,
  createdAt: tasks.createdAt,
  updatedAt: tasks.updatedAt,
  closedAt: tasks.closedAt,
};

/** A task as lists show it, before its labels are known. */
export type SummaryRow = Omit<z.input<typeof TaskSummary>, "labelIds">;

/** Adds the labels of up to 200 tasks per statement; none runs when there are no tasks. */
export async function withLabels<Row extends { id: string }>(
  db: Read,
  rows: readonly Row[],
): Promise<(Row & { labelIds: string[] })[]> {
  const labelIds = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
  for (let at = 0; at < rows.length; at += MOST) {
    const pairs = await labelsOf(
      db,
      rows.slice(at, at + MOST).map(({ id }) => id),
    );
    for (const { taskId, labelId } of pairs) labelIds.get(taskId)?.push(labelId);
  }
  return rows.map((row) => ({ ...row, labelIds: labelIds.get(row.id) ?? [] }));
}

const MOST = 200;
// One declared query per size of list; a shorter list is filled up with its last id.
const labelQueries = [1, 20, 50, MOST].map((size) => ({ size, ...labelQuery(size) }));

function labelQuery(size: number) {
  const names = Array.from({ length: size }, (_, at) => `id${at}`);
  const parameters: Record<string, typeof taskLabels.taskId> = Object.fromEntries(
    names.map((name) => [name, taskLabels.taskId]),
  );
  const query = prepared(`labelsOf${size}`, parameters, (db, $) =>
    db
      .select()
      .from(taskLabels)
      .where(
        inArray(
          taskLabels.taskId,
          sql`(${sql.join(
            names.flatMap((name) => $[name] ?? []),
            sql`, `,
          )})`,
        ),
      )
      .orderBy(ascending(taskLabels.labelId)),
  );
  return { names, query };
}

async function labelsOf(db: Read, ids: string[]): Promise<{ taskId: string; labelId: string }[]> {
  const fitting = labelQueries.find(({ size }) => size >= ids.length);
  const last = ids.at(-1);
  if (!fitting || last === undefined) return [];
  return fitting.query.all(db, Object.fromEntries(fitting.names.map((name, at) => [name, ids[at] ?? last])));
}
