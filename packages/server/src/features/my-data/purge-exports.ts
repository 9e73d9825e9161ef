import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { inArray, lte } from "drizzle-orm";
import { dataExports } from "./table.ts";

const PURGED_AT_ONCE = 20;

/** Removes up to 20 exports whose time is over. Returns how many; call again until it is 0. */
export async function purgeDataExports(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's exports");
  const over = db
    .select({ id: dataExports.id })
    .from(dataExports)
    .where(lte(dataExports.expiresAt, ctx.now))
    .limit(PURGED_AT_ONCE);
  return (await db.delete(dataExports).where(inArray(dataExports.id, over)).returning({ id: dataExports.id })).length;
}
