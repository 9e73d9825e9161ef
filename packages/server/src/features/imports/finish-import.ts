import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findOpenImport } from "./find-import.ts";
import type { ImportEnd } from "./inputs.ts";
import { importRules } from "./rules.ts";
import { type Import, imports } from "./table.ts";

/** Closes an import and writes its result into the project's history. */
export async function finishImport(ctx: MutationContext, { id, unsent }: z.output<typeof ImportEnd>): Promise<Import> {
  const before = await findOpenImport(ctx, id);
  const db = importRules.allow(ctx, before, "finish");
  const open = and(eq(imports.id, id), isNull(imports.finishedAt));
  const end = { finishedAt: ctx.now, rejected: before.rejected + unsent };
  const run = await one(db.update(imports).set(end).where(open).returning());
  const { workspaceId } = before;
  const { source, created, updated, unchanged, rejected } = run;
  await record(ctx, "import.finished", { ...run, workspaceId }, { source, created, updated, unchanged, rejected });
  return run;
}
