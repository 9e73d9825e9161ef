import { first, one } from "@plinth/database";
import { conflict, enqueue, type MutationContext, type UserActor } from "@plinth/kernel";
import { desc, eq } from "drizzle-orm";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { makeExport } from "./make-export.ts";
import { type DataExport, dataExports } from "./table.ts";

/** How long an export can be fetched, and how long after one another can be asked for. */
export const KEPT_MS = 7 * 86_400_000;
export const AGAIN_AFTER_MS = 86_400_000;

/** Has everything about the caller put together. The newest export takes the place of the one before. @throws Failure CONFLICT, once a day */
export async function startExport(ctx: MutationContext<UserActor>): Promise<DataExport> {
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "export");
  const theirs = eq(dataExports.userId, me.id);
  const newest = await first(
    db.select().from(dataExports).where(theirs).orderBy(desc(dataExports.requestedAt)).limit(1),
  );
  if (newest && ctx.now.getTime() - newest.requestedAt.getTime() < AGAIN_AFTER_MS) {
    throw conflict("You have asked for your data within the last day. Wait until a day has passed.");
  }
  await db.delete(dataExports).where(theirs);
  const expiresAt = new Date(ctx.now.getTime() + KEPT_MS);
  const values = { userId: me.id, requestedAt: ctx.now, expiresAt, parts: 0, size: 0 };
  const started = await one(db.insert(dataExports).values(values).returning());
  await enqueue(ctx, makeExport, { exportId: started.id });
  await record(ctx, "account.export_requested", { id: me.id });
  return started;
}
