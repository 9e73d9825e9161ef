import type { Write } from "@plinth/database";
import type { Actor, MutationContext } from "@plinth/kernel";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { members } from "../members/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { secondFactorsOf } from "./second-factors.ts";

/** Closes the workspaces that need a second factor to somebody who has none left, until they set one up again. */
export async function holdMemberships({ now }: MutationContext<Actor>, db: Write, userId: string): Promise<void> {
  if ((await secondFactorsOf(db, userId)).length > 0) return;
  const needing = db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(isNotNull(workspaces.secondFactorRequiredSince));
  const open = and(eq(members.userId, userId), isNull(members.heldSince), inArray(members.workspaceId, needing));
  await db.update(members).set({ heldSince: now }).where(open);
}
