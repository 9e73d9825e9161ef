import { prepared } from "@plinth/database";
import { notFound, type QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { type Member, members } from "./table.ts";

/** A member with what people call them. */
export type NamedMember = Member & { name: string; email: string };

const memberById = prepared("memberById", { workspaceId: members.workspaceId, userId: members.userId }, (db, $) =>
  db
    .select({ member: members, name: users.name, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, $.workspaceId), eq(members.userId, $.userId))),
);

/** Someone who belongs to a workspace that the caller was found to see. @throws Failure NOT_FOUND */
export async function findMember({ db }: QueryContext, workspaceId: string, userId: string): Promise<NamedMember> {
  const row = await memberById.first(db, { workspaceId, userId });
  if (!row) throw notFound("member");
  return { ...row.member, name: row.name, email: row.email };
}
