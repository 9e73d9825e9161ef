import { ascending, prepared } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { z } from "zod";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import { findTask } from "../tasks/find-task.ts";
import { heardOfSince } from "./heard-of-since.ts";
import type { Onlooker } from "./outputs.ts";
import { presences } from "./table.ts";

const onlookersOf = prepared(
  "onlookersOf",
  { taskId: presences.taskId, workspaceId: members.workspaceId, since: presences.seenAt },
  (db, $) =>
    db
      .select({ userId: users.id, name: users.name })
      .from(presences)
      // Whoever was taken out of the workspace meanwhile, or is held, is not shown any more.
      .innerJoin(
        members,
        and(eq(members.workspaceId, $.workspaceId), eq(members.userId, presences.userId), isNull(members.heldSince)),
      )
      .innerJoin(users, eq(users.id, presences.userId))
      .where(and(eq(presences.taskId, $.taskId), gt(presences.seenAt, $.since)))
      .orderBy(ascending(presences.id)),
);

/** Who looks at a task now, each once, who came first at the head. */
export async function listOnlookers(ctx: QueryContext, taskId: string): Promise<z.input<typeof Onlooker>[]> {
  const { id, workspaceId } = await findTask(ctx, taskId);
  const tabs = await onlookersOf.all(ctx.db, { taskId: id, workspaceId, since: heardOfSince(ctx.now) });
  return [...new Map(tabs.map((tab) => [tab.userId, tab])).values()];
}
