import { type Actor, conflict, type QueryContext } from "@plinth/kernel";
import { and, isNotNull, isNull, ne } from "drizzle-orm";
import { users } from "../accounts/table.ts";

/**
 * Whether somebody is left who runs the installation without this person. Asked in the transaction that takes them away: two operators who do so to
 * each other at the same time read each other's row, so a serializable database lets only one of them.
 *
 * @throws Failure CONFLICT
 */
export async function requireAnotherOperator({ db }: QueryContext<Actor>, userId: string): Promise<void> {
  const isInOffice = and(isNotNull(users.operatorSince), isNull(users.suspendedAt), isNull(users.deletionDueAt));
  const others = await db
    .select({ id: users.id })
    .from(users)
    .where(and(isInOffice, ne(users.id, userId)))
    .limit(1);
  if (others.length === 0) throw conflict("The last operator has to stay. Make someone else an operator first.");
}
