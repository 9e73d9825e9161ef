import { ascending } from "@plinth/database";
import { preparedFor, type QueryContext, type Seen } from "@plinth/kernel";
import { getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { workspaceRules } from "./rules.ts";
import { type Workspace, workspaces } from "./table.ts";

const workspacesSeenBy = preparedFor("workspacesSeenBy", {}, (db, _, onlooker) =>
  db
    .select({ ...getTableColumns(workspaces), role: workspaceRules.standing(onlooker) })
    .from(workspaces)
    .where(workspaceRules.visible(db, onlooker))
    .orderBy(ascending(workspaces.name), ascending(workspaces.id)),
);

/** Every workspace the caller belongs to, with their role, by name. */
export async function listWorkspaces(ctx: QueryContext): Promise<Seen<Workspace, Role>[]> {
  return workspaceRules.seen(await workspacesSeenBy.all(ctx, {}));
}
