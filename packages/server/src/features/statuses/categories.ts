import { z } from "zod";

/** What a status means, whatever a project calls it. */
export const categories = ["backlog", "todo", "doing", "done", "cancelled"] as const;

export const category = z.enum(categories);

export type Category = (typeof categories)[number];

/** Whether work in a status of this category is over. */
export function isClosed(category: Category): boolean {
  return category === "done" || category === "cancelled";
}
