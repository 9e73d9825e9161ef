import { contains } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, eq, exists, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import type { BoardFilter, TaskFilter } from "./inputs.ts";
import { taskLabels, tasks } from "./table.ts";

/** What narrows a list or a board down. An empty list of choices, or an empty text, does not. */
export type Narrowing = Omit<z.output<typeof BoardFilter>, "projectId"> &
  Pick<z.output<typeof TaskFilter>, "statusIds">;

/** Whether the whole project is asked for. */
export function isWhole({ text, ...rest }: Narrowing): boolean {
  return (
    !text?.trim() &&
    Object.values(rest).every((value) => value === undefined || (Array.isArray(value) && value.length === 0))
  );
}

/** What a task that is not deleted must fulfil to be shown; that it is of the project is the caller's to say. */
export function fits({ db }: QueryContext, project: { key: string }, filter: Narrowing): SQL | undefined {
  const { statusIds, priorities, assigneeIds, labelIds = [], text, dueBefore, parentId } = filter;
  return and(
    isNull(tasks.deletedAt),
    statusIds?.length ? inArray(tasks.statusId, statusIds) : undefined,
    priorities?.length ? inArray(tasks.priority, priorities) : undefined,
    assigneeIds?.length ? isAssignedToOneOf(assigneeIds) : undefined,
    text?.trim() ? mentions(project.key, text.trim()) : undefined,
    dueBefore ? lt(tasks.dueOn, dueBefore) : undefined,
    parentId === null ? isNull(tasks.parentId) : undefined,
    parentId ? eq(tasks.parentId, parentId) : undefined,
    ...labelIds.map((labelId) => {
      const given = and(eq(taskLabels.taskId, tasks.id), eq(taskLabels.labelId, labelId));
      return exists(db.select({ found: sql`1` }).from(taskLabels).where(given));
    }),
  );
}

function isAssignedToOneOf(assigneeIds: (string | null)[]): SQL | undefined {
  const people = assigneeIds.filter((id) => id !== null);
  return or(inArray(tasks.assigneeId, people), assigneeIds.includes(null) ? isNull(tasks.assigneeId) : undefined);
}

/** In the title, or as the task's number: `12`, `#12` or `APO-12`. */
function mentions(key: string, text: string): SQL | undefined {
  const [, prefix, digits] = /^(?:([a-z][a-z0-9]*)-|#)?(\d{1,9})$/i.exec(text) ?? [];
  const named = digits && (prefix === undefined || prefix.toUpperCase() === key);
  return or(contains(tasks.titleFolded, text), named ? eq(tasks.number, Number(digits)) : undefined);
}
