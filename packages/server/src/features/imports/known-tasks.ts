import type { MutationContext } from "@plinth/kernel";
import { and, eq, inArray } from "drizzle-orm";
import { tasks } from "../tasks/table.ts";
import type { Fingerprints } from "./fingerprints.ts";

/** A task that an import made, this one or an earlier one. */
export interface KnownTask {
  id: string;
  imported: Fingerprints | undefined;
  /** Someone put it into the trash, where an import leaves it. */
  deleted: boolean;
}

/** The imported tasks of a project by external id. */
export type KnownTasks = Map<string, KnownTask>;

/** Those of a project's tasks that carry one of these external ids. */
export async function knownTasks(
  { db }: MutationContext,
  projectId: string,
  externalIds: readonly string[],
): Promise<KnownTasks> {
  const wanted = [...new Set(externalIds)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: tasks.id, externalId: tasks.externalId, origin: tasks.origin, deletedAt: tasks.deletedAt })
    .from(tasks)
    .where(and(eq(tasks.projectId, projectId), inArray(tasks.externalId, wanted)));
  return new Map(
    rows.map(({ id, externalId, origin, deletedAt }) => [
      externalId ?? "",
      { id, imported: origin?.imported, deleted: deletedAt !== null },
    ]),
  );
}
