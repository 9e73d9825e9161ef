import { fold } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { suffices } from "../members/roles.ts";
import { members } from "../members/table.ts";

/** From a name or an e-mail address in a row to the id of the member it means. */
export type MemberIds = (name: string) => string | undefined;

/** Finds members who can be assigned, by e-mail address or name, whatever the case. A name that two of them share means neither. */
export async function matchMembers({ db }: MutationContext, workspaceId: string): Promise<MemberIds> {
  const everyone = await db
    .select({ id: users.id, name: users.name, email: users.email, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId));
  const rows = everyone.filter(({ role }) => suffices(role, "member"));
  const byName = new Map<string, string | undefined>();
  for (const { id, name } of rows) byName.set(fold(name), byName.has(fold(name)) ? undefined : id);
  const byEmail = new Map(rows.map(({ id, email }) => [email, id]));
  return (name) => byEmail.get(name.trim().toLowerCase()) ?? byName.get(fold(name.trim()));
}
