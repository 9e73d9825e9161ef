import { ascending } from "@plinth/database";
import { preparedFor, type QueryContext } from "@plinth/kernel";
import { and, eq, getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { members } from "../members/table.ts";
import { type Workspace, workspaces } from "./table.ts";

/** A workspace as its members see it in their list, those who are held too: they are told what it needs. */
export type ListedWorkspace = Workspace & { role: Role; heldSince: Date | null };

const workspacesOf = preparedFor("workspacesOf", {}, (db, _, { userId, tenantId }) =>
  db
    .select({ ...getTableColumns(workspaces), role: members.role, heldSince: members.heldSince })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.userId, userId), tenantId === undefined ? undefined : eq(workspaces.id, tenantId)))
    .orderBy(ascending(workspaces.name), ascending(workspaces.id)),
);

/** Every workspace the caller belongs to, with their role, by name. */
export function listWorkspaces(ctx: QueryContext): Promise<ListedWorkspace[]> {
  return workspacesOf.all(ctx, {});
}
