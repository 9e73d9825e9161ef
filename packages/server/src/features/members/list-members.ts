import { ascending } from "@plinth/database";
import { preparedFor, type QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import type { NamedMember } from "./find-member.ts";
import { memberRules } from "./rules.ts";
import { members } from "./table.ts";

const membersOf = preparedFor("membersOf", { workspaceId: members.workspaceId }, (db, $, onlooker) =>
  db
    .select({ member: members, name: users.name, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, $.workspaceId), memberRules.visible(db, onlooker)))
    .orderBy(ascending(members.joinedAt), ascending(members.userId)),
);

/** Everyone in a workspace the caller belongs to, the longest there first. */
export async function listMembers(ctx: QueryContext, workspaceId: string): Promise<NamedMember[]> {
  const workspace = await findWorkspace(ctx, workspaceId);
  const rows = await membersOf.all(ctx, { workspaceId: workspace.id });
  return rows.map(({ member, name, email }) => ({ ...member, name, email }));
}
