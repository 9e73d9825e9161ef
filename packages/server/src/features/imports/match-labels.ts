import { fold, type Write } from "@plinth/database";
import { eq } from "drizzle-orm";
import { labels } from "../labels/table.ts";
import type { CheckedTask } from "./check-rows.ts";
import { inParts } from "./in-parts.ts";
import { nearestColor } from "./label-color.ts";

const LONGEST_NAME = 50;

/** From a row's label name to the label's id. */
export type LabelIds = (name: string) => string | undefined;

/** Finds the labels that rows name, whatever the case, and makes those the project does not have. */
export async function matchLabels(db: Write, projectId: string, rows: CheckedTask[]): Promise<LabelIds> {
  const mentioned = rows.flatMap(({ row }) => row.labels).filter((label) => labelName(label.name) !== "");
  if (mentioned.length === 0) return () => undefined;
  const known = await db
    .select({ id: labels.id, name: labels.name })
    .from(labels)
    .where(eq(labels.projectId, projectId));
  const ids = new Map(known.map(({ id, name }) => [fold(name), id]));
  const missing = new Map<string, typeof labels.$inferInsert>();
  for (const { name, color } of mentioned) {
    const kept = labelName(name);
    if (!ids.has(fold(kept)) && !missing.has(fold(kept)))
      missing.set(fold(kept), { projectId, name: kept, color: nearestColor(color) });
  }
  for (const part of inParts([...missing.values()], 1_000)) {
    const made = await db.insert(labels).values(part).returning({ id: labels.id, name: labels.name });
    for (const { id, name } of made) ids.set(fold(name), id);
  }
  return (name) => ids.get(fold(labelName(name)));
}

/** One line, not longer than a label may be, and not cut through a character. */
function labelName(name: string): string {
  return name
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST_NAME)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
}
