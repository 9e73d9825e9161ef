import { fold } from "@plinth/database";
import { type Category, categories } from "../statuses/categories.ts";
import type { Status } from "../statuses/table.ts";
import type { CheckedTask } from "./check-rows.ts";

/** What other trackers call their statuses, folded and without punctuation. */
const meanings: Record<string, Category> = {
  open: "todo",
  "to do": "todo",
  new: "todo",
  "in progress": "doing",
  started: "doing",
  "in review": "doing",
  closed: "done",
  completed: "done",
  resolved: "done",
  fixed: "done",
  canceled: "cancelled",
  "not planned": "cancelled",
  duplicate: "cancelled",
  "wont fix": "cancelled",
  "wont do": "cancelled",
};

/**
 * The status a row goes into: the one it names, else the first of the category it names, else what open or closed says.
 *
 * @param statuses - the project's, in order; at least one.
 */
export function matchStatus({ row }: CheckedTask, statuses: readonly Status[]): Status {
  const named = row.status === null ? "" : plain(row.status);
  const byName = named ? statuses.find((status) => plain(status.name) === named) : undefined;
  const found = byName ?? firstOf(statuses, wanted(named, row.closed));
  if (!found) throw new Error("a project has at least one status");
  return found;
}

/** Categories to look in, the best first. */
function wanted(named: string, closed: boolean): Category[] {
  const category = meanings[named] ?? categories.find((known) => known === named);
  const usual: Category[] = closed ? ["done", "cancelled"] : ["todo", "backlog", "doing"];
  return category ? [category, ...(category === "cancelled" ? ["done" as const] : []), ...usual] : usual;
}

function firstOf(statuses: readonly Status[], order: Category[]): Status | undefined {
  for (const category of order) {
    const found = statuses.find((status) => status.category === category);
    if (found) return found;
  }
  return statuses[0];
}

const plain = (name: string) =>
  fold(name)
    .replace(/['’]/g, "")
    .replace(/[\s_-]+/g, " ")
    .trim();
