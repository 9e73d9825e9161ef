import { ascending, prepared } from "@plinth/database";
import type { QueryContext, Seen } from "@plinth/kernel";
import { getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { members } from "../members/table.ts";
import { workspaceRules } from "./rules.ts";
import { type Workspace, workspaces } from "./table.ts";

const workspacesSeenBy = prepared("workspacesSeenBy", { userId: members.userId }, (db, $) =>
  db
    .select({ ...getTableColumns(workspaces), role: workspaceRules.standing($.userId) })
    .from(workspaces)
    .where(workspaceRules.visible(db, $.userId))
    .orderBy(ascending(workspaces.name), ascending(workspaces.id)),
);

/** Every workspace the caller belongs to, with their role, by name. */
export async function listWorkspaces({ db, actor }: QueryContext): Promise<Seen<Workspace, Role>[]> {
  return workspaceRules.seen(await workspacesSeenBy.all(db, { userId: actor.userId }));
}
