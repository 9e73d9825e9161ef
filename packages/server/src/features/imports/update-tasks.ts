import type { Write } from "@plinth/database";
import { inArray, type SQL, sql } from "drizzle-orm";
import { type Task, taskLabels, tasks } from "../tasks/table.ts";
import { addLabels } from "../tasks/task-labels.ts";
import type { CheckedTask } from "./check-rows.ts";
import type { TaskValues } from "./task-values.ts";

/** A task, what its source now says, and in which fields that is something new. */
export interface ChangedTask {
  id: string;
  fields: Set<string>;
  row: CheckedTask;
}

type Columns = TaskValues["columns"];

/** Columns of each field. A field that did not change at the source keeps what people made of it here. */
const columnsOf: Record<string, (keyof Columns)[]> = {
  title: ["title", "titleFolded"],
  body: ["body"],
  status: ["statusId", "closedAt"],
  priority: ["priority"],
  assignees: ["assigneeId"],
  dueOn: ["dueOn"],
  estimate: ["estimate"],
};

/** Brings tasks up to what their source says, all in one statement. */
export async function updateTasks(
  { db, now }: { db: Write; now: Date },
  changed: ChangedTask[],
  values: (row: CheckedTask) => TaskValues,
): Promise<void> {
  if (changed.length === 0) return;
  const rows = await db
    .select()
    .from(tasks)
    .where(
      inArray(
        tasks.id,
        changed.map(({ id }) => id),
      ),
    );
  const current = new Map(rows.map((task) => [task.id, task]));
  const next = changed.flatMap((change) => {
    const task = current.get(change.id);
    return task ? [merged(now, task, change, values(change.row).columns)] : [];
  });
  await db.insert(tasks).values(next).onConflictDoUpdate({ target: tasks.id, set: overwritten });
  await replaceLabels(
    db,
    changed.filter(({ fields }) => fields.has("labels")),
    values,
  );
}

function merged(now: Date, task: Task, { fields, row }: ChangedTask, values: Columns): Task {
  const columns = [...fields].flatMap((field) => columnsOf[field] ?? []);
  const news = Object.fromEntries(columns.map((column) => [column, values[column]]));
  const updatedAt = new Date(Math.max(task.updatedAt.getTime(), (row.row.updatedAt ?? now).getTime()));
  return { ...task, ...news, origin: values.origin, updatedAt, version: task.version + 1 };
}

/** What an update may change, each taken from the row that was given. */
const overwritten: Record<string, SQL> = Object.fromEntries(
  ([...Object.values(columnsOf).flat(), "origin", "updatedAt", "version"] as const).map((column) => [
    column,
    sql`excluded.${sql.identifier(tasks[column].name)}`,
  ]),
);

async function replaceLabels(
  db: Write,
  relabelled: ChangedTask[],
  values: (row: CheckedTask) => TaskValues,
): Promise<void> {
  if (relabelled.length === 0) return;
  await db.delete(taskLabels).where(
    inArray(
      taskLabels.taskId,
      relabelled.map(({ id }) => id),
    ),
  );
  await addLabels(
    db,
    relabelled.flatMap(({ id, row }) => values(row).labelIds.map((labelId) => ({ taskId: id, labelId }))),
  );
}
