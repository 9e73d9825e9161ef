import { one, preparedWrite, type Write } from "@plinth/database";
import { eq, sql } from "drizzle-orm";
import { projects } from "../projects/table.ts";

const raiseLastNumber = preparedWrite("raiseLastTaskNumber", { projectId: projects.id, howMany: Number }, (db, $) =>
  db
    .update(projects)
    .set({ lastTaskNumber: sql`${projects.lastTaskNumber} + ${$.howMany}` })
    .where(eq(projects.id, $.projectId))
    .returning({ lastTaskNumber: projects.lastTaskNumber }),
);

/**
 * Takes the next `howMany` task numbers of a project and returns the first. Raised in the transaction that uses them: when it is
 * undone they are free again, so numbers have no gaps, and transactions that take numbers of one project wait for each other.
 */
export async function takeTaskNumbers(db: Write, projectId: string, howMany = 1): Promise<number> {
  const { lastTaskNumber } = await one(raiseLastNumber.all(db, { projectId, howMany }));
  return lastTaskNumber - howMany + 1;
}
