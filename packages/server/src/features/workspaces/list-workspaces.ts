import { ascending, prepared } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { members } from "../members/table.ts";
import { type Workspace, workspaces } from "./table.ts";

/** A workspace as its members see it in their list, those who are held too: they are told what it needs. */
export type ListedWorkspace = Workspace & { role: Role; heldSince: Date | null };

const workspacesOf = prepared("workspacesOf", { userId: members.userId }, (db, $) =>
  db
    .select({ ...getTableColumns(workspaces), role: members.role, heldSince: members.heldSince })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, $.userId))
    .orderBy(ascending(workspaces.name), ascending(workspaces.id)),
);

/** Every workspace the caller belongs to, with their role, by name. */
export function listWorkspaces({ db, actor }: QueryContext): Promise<ListedWorkspace[]> {
  return workspacesOf.all(db, { userId: actor.userId });
}
