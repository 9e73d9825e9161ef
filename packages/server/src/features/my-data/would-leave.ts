import type { Read } from "@plinth/database";
import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import { workspaces } from "../workspaces/table.ts";

/** A workspace by its name. */
export interface Named {
  id: string;
  name: string;
  slug: string;
}

/** What becomes of somebody's workspaces when they go: those where nobody else is, and those that would be left without an owner. */
export async function wouldLeave(db: Read, userId: string): Promise<{ alone: Named[]; ownerless: Named[] }> {
  const theirs = await db
    .select({ id: workspaces.id, name: workspaces.name, slug: workspaces.slug, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
    .orderBy(asc(workspaces.name), asc(workspaces.id));
  const ids = theirs.map(({ id }) => id);
  if (ids.length === 0) return { alone: [], ownerless: [] };
  const others = and(inArray(members.workspaceId, ids), ne(members.userId, userId));
  const peopled = await db.selectDistinct({ id: members.workspaceId }).from(members).where(others);
  const owned = await db
    .selectDistinct({ id: members.workspaceId })
    .from(members)
    // Who is about to go too owns nothing for long.
    .innerJoin(users, and(eq(users.id, members.userId), isNull(users.deletionDueAt)))
    .where(and(others, eq(members.role, "owner")));
  const isIn = (list: { id: string }[], id: string) => list.some((one) => one.id === id);
  return {
    alone: theirs.filter(({ id }) => !isIn(peopled, id)),
    ownerless: theirs.filter(({ id, role }) => role === "owner" && isIn(peopled, id) && !isIn(owned, id)),
  };
}
