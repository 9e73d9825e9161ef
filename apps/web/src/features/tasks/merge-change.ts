import type { TaskInFull, TaskPatch } from "./task.ts";

/** A text field that two people changed at the same time. */
export interface TextConflict {
  field: "title" | "body";
  /** What the other person saved. */
  theirs: string;
  /** What could not be saved. */
  mine: string;
  /** What a choice is made against. */
  newest: TextBase;
}

/** The text of a task, and the version it had, when a person began to write. */
export type TextBase = Pick<TaskInFull, "title" | "body" | "version">;

/**
 * What to do with a change that was made against an older version. Fields are independent, so a change that touches others than the
 * newer version did still stands; picking a status or a label means that value, whatever it was before. Only text that both changed is
 * a question for the person.
 */
export function mergeChange(base: TextBase, newest: TaskInFull, patch: TaskPatch): TextConflict | null {
  for (const field of ["body", "title"] as const) {
    const mine = patch[field];
    if (mine === undefined) continue;
    const theirs = newest[field];
    if (theirs === base[field] || theirs === mine) continue;
    return { field, theirs, mine, newest: { title: newest.title, body: newest.body, version: newest.version } };
  }
  return null;
}
