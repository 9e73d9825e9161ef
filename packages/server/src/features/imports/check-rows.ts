import type { z } from "zod";
import type { ImportRows } from "./inputs.ts";
import { reasonOf } from "./row-reasons.ts";
import { type ImportedComment, ImportedRow, type ImportedTask } from "./rows.ts";

/** A row that is fit to be written, with the line of the file it begins on. */
export interface Checked<Row> {
  line: number;
  row: Row;
}

export type CheckedTask = Checked<z.output<typeof ImportedTask>>;
export type CheckedComment = Checked<z.output<typeof ImportedComment>>;

/** A row that is left out, and why. */
export interface Rejected {
  line: number;
  reason: string;
}

interface CheckedRows {
  /** By external id. */
  tasks: Map<string, CheckedTask>;
  comments: CheckedComment[];
  rejected: Rejected[];
}

/** Sorts a batch into what can be written and what cannot. Of rows about the same thing the last one counts. */
export function checkRows(rows: z.output<typeof ImportRows>["rows"]): CheckedRows {
  const tasks: CheckedRows["tasks"] = new Map();
  const comments = new Map<string, CheckedComment>();
  const rejected: Rejected[] = [];
  for (const { line, row } of rows) {
    const checked = ImportedRow.safeParse(row);
    if (!checked.success) rejected.push({ line, reason: reasonOf(checked.error) });
    else if (checked.data.kind === "task") tasks.set(checked.data.externalId, { line, row: checked.data });
    else comments.set(commentKey(checked.data.taskExternalId, checked.data.externalId), { line, row: checked.data });
  }
  return { tasks, comments: [...comments.values()], rejected };
}

/** Names a comment within its task, whatever the two ids are made of. */
export function commentKey(task: string, comment: string): string {
  return JSON.stringify([task, comment]);
}
