import { one, type Write } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { and, eq, sql } from "drizzle-orm";
import { recordAll } from "../../record.ts";
import { tasks } from "../tasks/table.ts";
import { requireAnotherOwner } from "./owners.ts";
import { type Member, members } from "./table.ts";

/** Takes a member out of a workspace, and off the tasks there. Returns how many tasks that were. @throws Failure CONFLICT */
export async function endMembership(ctx: MutationContext, db: Write, member: Member): Promise<{ unassigned: number }> {
  if (member.role === "owner") await requireAnotherOwner(ctx, member);
  const { workspaceId, userId, role } = member;
  const found = and(eq(members.workspaceId, workspaceId), eq(members.userId, userId), eq(members.role, role));
  await one(db.delete(members).where(found).returning());
  const theirs = and(eq(tasks.workspaceId, workspaceId), eq(tasks.assigneeId, userId));
  const unassigned = await db
    .update(tasks)
    .set({ assigneeId: null, version: sql`${tasks.version} + 1`, updatedAt: ctx.now })
    .where(theirs)
    .returning({ id: tasks.id, projectId: tasks.projectId, workspaceId: tasks.workspaceId });
  await recordAll(ctx, "task.changed", unassigned, { fields: ["assigneeId"] });
  return { unassigned: unassigned.length };
}
