import { priorities, taskInputs } from "@plinth/server/inputs";
import { z } from "zod";
import { inDays, today } from "./calendar.ts";

// Everything the project page shows is in its address, so that a reload or a shared link shows the same. Lists are joined by commas to
// keep the address readable; a word nobody knows is ignored rather than refused.

const words = z.string().max(2_000).optional().catch(undefined);

export const dueFilters = ["overdue", "today", "week"] as const;

export type DueFilter = (typeof dueFilters)[number];

export const TaskSearch = z.object({
  view: z.enum(["list", "board"]).optional().catch(undefined),
  group: z.enum(["status", "none"]).optional().catch(undefined),
  sort: z.enum(taskInputs.taskSorts).optional().catch(undefined),
  q: z.coerce.string().max(200).optional().catch(undefined),
  status: words,
  priority: words,
  assignee: words,
  label: words,
  due: z.enum(dueFilters).optional().catch(undefined),
  task: z.coerce.number().int().positive().optional().catch(undefined),
});

export type TaskSearch = z.infer<typeof TaskSearch>;

/** The filters with several values. */
export type ListFilter = "status" | "priority" | "assignee" | "label";

/** Stand-ins in the address: whoever is looking, and nobody. */
export const me = "me";
export const nobody = "none";

export const valuesOf = (search: TaskSearch, filter: ListFilter) => search[filter]?.split(",").filter(Boolean) ?? [];

export const joined = (values: string[]) => (values.length > 0 ? values.join(",") : undefined);

const filters = ["q", "status", "priority", "assignee", "label", "due"] as const;

/** How many filters are set. */
export const filterCount = (search: TaskSearch) => filters.filter((filter) => search[filter]).length;

/** The search without its filters. */
export const withoutFilters = (search: TaskSearch): TaskSearch => ({
  ...search,
  ...Object.fromEntries(filters.map((filter) => [filter, undefined])),
});

const uuid = z.uuid();
const ids = (values: string[]) => values.filter((value) => uuid.safeParse(value).success);

/** The search as the server's filter. */
export function toFilter(search: TaskSearch, projectId: string, userId: string) {
  const statusIds = ids(valuesOf(search, "status"));
  const labelIds = ids(valuesOf(search, "label"));
  const chosen = priorities.filter((priority) => valuesOf(search, "priority").includes(priority));
  const assignees = valuesOf(search, "assignee").map((value) => (value === me ? userId : value));
  const assigneeIds = [...ids(assignees), ...(assignees.includes(nobody) ? [null] : [])];
  return {
    projectId,
    ...(search.q?.trim() && { text: search.q.trim() }),
    ...(statusIds.length > 0 && { statusIds }),
    ...(chosen.length > 0 && { priorities: chosen }),
    ...(assigneeIds.length > 0 && { assigneeIds }),
    ...(labelIds.length > 0 && { labelIds }),
    ...(search.due && { dueBefore: dueLimit(search.due) }),
  };
}

export type ServerFilter = ReturnType<typeof toFilter>;

function dueLimit(due: DueFilter): string {
  if (due === "overdue") return today();
  return due === "today" ? inDays(1) : inDays(7);
}
