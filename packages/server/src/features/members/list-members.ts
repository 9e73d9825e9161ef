import { ascending, prepared } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import type { NamedMember } from "./find-member.ts";
import { members } from "./table.ts";

const membersOf = prepared("membersOf", { workspaceId: members.workspaceId }, (db, $) =>
  db
    .select({ member: members, name: users.name, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, $.workspaceId))
    .orderBy(ascending(members.joinedAt), ascending(members.userId)),
);

/** Everyone in a workspace the caller belongs to, the longest there first. */
export async function listMembers(ctx: QueryContext, workspaceId: string): Promise<NamedMember[]> {
  const workspace = await findWorkspace(ctx, workspaceId);
  const rows = await membersOf.all(ctx.db, { workspaceId: workspace.id });
  return rows.map(({ member, name, email }) => ({ ...member, name, email }));
}
