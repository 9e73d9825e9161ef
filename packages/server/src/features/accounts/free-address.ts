import { first } from "@plinth/database";
import { type Actor, conflict, type QueryContext } from "@plinth/kernel";
import { and, eq, gt, isNull } from "drizzle-orm";
import { emailChanges } from "../emails/table.ts";
import { users } from "./table.ts";

/** How long somebody can take back that their address was changed. */
export const UNDO_MS = 72 * 3_600_000;

/**
 * Whether an address is nobody's. One that somebody had until a while ago is kept for them as long as they can take the change back.
 *
 * @param besides - whose own does not count
 */
export async function isFreeAddress(
  { db, now }: QueryContext<Actor>,
  email: string,
  besides?: string,
): Promise<boolean> {
  const user = await first(db.select({ id: users.id }).from(users).where(eq(users.email, email)));
  if (user) return false;
  const { userId, oldEmail, doneAt, undoneAt } = emailChanges;
  const isKept = and(eq(oldEmail, email), gt(doneAt, new Date(now.getTime() - UNDO_MS)), isNull(undoneAt));
  const kept = await db.select({ userId }).from(emailChanges).where(isKept);
  return kept.every((change) => change.userId === besides);
}

/** @throws Failure CONFLICT when an address is taken */
export async function requireFreeAddress(ctx: QueryContext<Actor>, email: string, besides?: string): Promise<void> {
  if (await isFreeAddress(ctx, email, besides)) return;
  throw conflict("There is already an account with this e-mail address.");
}
