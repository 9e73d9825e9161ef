import { conflict, type QueryContext } from "@plinth/kernel";
import { and, eq, isNull, ne } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { type Member, members } from "./table.ts";

/**
 * Whether the workspace keeps an owner who can get in without this one; who is about to delete their account is none. Asked in the transaction that
 * takes them away: two owners who go at the same time read each other's row, so a serializable database lets only one of them.
 *
 * @throws Failure CONFLICT
 */
export async function requireAnotherOwner({ db }: QueryContext, { workspaceId, userId }: Member): Promise<void> {
  const others = and(eq(members.workspaceId, workspaceId), eq(members.role, "owner"), ne(members.userId, userId));
  const found = await db
    .select({ userId: members.userId })
    .from(members)
    .innerJoin(users, and(eq(users.id, members.userId), isNull(users.deletionDueAt)))
    .where(and(others, isNull(members.heldSince)))
    .limit(1);
  if (found.length === 0) throw conflict("The last owner has to stay. Make someone else an owner first.");
}
