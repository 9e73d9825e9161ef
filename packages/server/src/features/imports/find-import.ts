import type { Write } from "@plinth/database";
import { conflict, type QueryContext, type Seen } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { importRules } from "./rules.ts";
import { type Import, imports } from "./table.ts";

/** An import with what its project says about it. */
export type SeenImport = Seen<Import, Role> & {
  readonly workspaceId: string;
  readonly projectArchivedAt: Date | null;
};

/** An import with the transaction that its rows are written in. */
export interface ImportAtWork {
  run: SeenImport;
  db: Write;
}

const importById = importRules.finder("importById", { id: imports.id }, (db, $) =>
  db
    .select({
      ...getTableColumns(imports),
      role: $.role,
      workspaceId: projects.workspaceId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(imports)
    .innerJoin(projects, eq(projects.id, imports.projectId))
    .where(eq(imports.id, $.id)),
);

/** An import that goes on. @throws Failure NOT_FOUND; CONFLICT when it is finished or its project is archived */
export async function findOpenImport(ctx: QueryContext, id: string): Promise<SeenImport> {
  const run = await importById(ctx, { id });
  assertActive(run.projectArchivedAt);
  if (run.finishedAt) throw conflict("The import is finished. Start another one.");
  return run;
}
