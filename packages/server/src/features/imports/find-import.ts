import { prepared } from "@plinth/database";
import { conflict, notFound, type QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { assertActive } from "../projects/assert-active.ts";
import { projects } from "../projects/table.ts";
import { type Import, imports } from "./table.ts";

/** An import with the workspace its project is in. */
export type SeenImport = Seen<Import> & { readonly workspaceId: string };

const importSeenBy = prepared("importSeenBy", { id: imports.id, userId: members.userId }, (db, $) =>
  db
    .select({
      run: imports,
      role: members.role,
      workspaceId: projects.workspaceId,
      projectArchivedAt: projects.archivedAt,
    })
    .from(imports)
    .innerJoin(projects, eq(projects.id, imports.projectId))
    .innerJoin(members, membership($.userId, projects.workspaceId))
    .where(eq(imports.id, $.id)),
);

/** An import that goes on. @throws Failure NOT_FOUND; CONFLICT when it is finished or its project is archived */
export async function findOpenImport({ db, actor }: QueryContext, id: string): Promise<SeenImport> {
  const row = await importSeenBy.first(db, { id, userId: actor.userId });
  if (!row) throw notFound("import");
  const { run, projectArchivedAt, ...rest } = row;
  assertActive(projectArchivedAt);
  if (run.finishedAt) throw conflict("The import is finished. Start another one.");
  return { ...run, ...rest };
}
