import { first } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { statuses } from "./table.ts";

/** @throws Failure CONFLICT when the project has a status with this name */
export async function assertNameIsFree({ db }: MutationContext, projectId: string, name: string): Promise<void> {
  const sameName = and(eq(statuses.projectId, projectId), eq(statuses.name, name));
  const taken = await first(db.select({ id: statuses.id }).from(statuses).where(sameName));
  if (taken) throw conflict(`The project already has a status named “${name}”.`);
}
