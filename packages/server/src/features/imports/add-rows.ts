import type { MutationContext } from "@plinth/kernel";
import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { checkRows } from "./check-rows.ts";
import { findOpenImport, type ImportAtWork } from "./find-import.ts";
import type { ImportRows } from "./inputs.ts";
import { knownTasks } from "./known-tasks.ts";
import type { BatchResult } from "./outputs.ts";
import { importRules } from "./rules.ts";
import { imports } from "./table.ts";
import { writeComments } from "./write-comments.ts";
import { writeTasks } from "./write-tasks.ts";

/**
 * Writes a batch of rows. A row that is new makes a task or a comment, one that changed at its source updates it, one that did not is
 * left alone; one that makes no sense is reported, and the others go in. The number of statements does not depend on the number of rows.
 */
export async function addRows(
  ctx: MutationContext,
  { id, rows }: z.output<typeof ImportRows>,
): Promise<z.input<typeof BatchResult>> {
  const run = await findOpenImport(ctx, id);
  const work = { run, db: importRules.allow(ctx, run, "addRows") };
  const checked = checkRows(rows);
  const externalIds = [...checked.tasks.keys(), ...checked.comments.map(({ row }) => row.taskExternalId)];
  const known = await knownTasks(ctx, run.projectId, externalIds);
  const tasks = await writeTasks(ctx, work, checked.tasks, known);
  const comments = await writeComments(ctx, work, checked.comments, known);
  const result = {
    created: tasks.created + comments.created,
    updated: tasks.updated + comments.updated,
    unchanged: tasks.unchanged + comments.unchanged,
    rejected: [...checked.rejected, ...comments.rejected].sort((a, b) => a.line - b.line),
  };
  await addToTotals(work, { ...result, rejected: result.rejected.length });
  return result;
}

type Totals = Record<"created" | "updated" | "unchanged" | "rejected", number>;

async function addToTotals({ db, run }: ImportAtWork, more: Totals): Promise<void> {
  const totals = {
    created: sql`${imports.created} + ${more.created}`,
    updated: sql`${imports.updated} + ${more.updated}`,
    unchanged: sql`${imports.unchanged} + ${more.unchanged}`,
    rejected: sql`${imports.rejected} + ${more.rejected}`,
  };
  await db.update(imports).set(totals).where(eq(imports.id, run.id));
}
