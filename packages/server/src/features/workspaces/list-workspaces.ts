import { ascending, prepared } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { type Workspace, workspaces } from "./table.ts";

const workspacesSeenBy = prepared("workspacesSeenBy", { userId: members.userId }, (db, $) =>
  db
    .select({ workspace: workspaces, role: members.role })
    .from(workspaces)
    .innerJoin(members, membership($.userId, workspaces.id))
    .orderBy(ascending(workspaces.name), ascending(workspaces.id)),
);

/** Every workspace the caller belongs to, with their role, by name. */
export async function listWorkspaces({ db, actor }: QueryContext): Promise<Seen<Workspace>[]> {
  const rows = await workspacesSeenBy.all(db, { userId: actor.userId });
  return rows.map(({ workspace, role }) => ({ ...workspace, role }));
}
