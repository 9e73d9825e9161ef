import { prepared } from "@plinth/database";
import { notFound, type QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { membership, type Seen } from "../members/rules.ts";
import { members } from "../members/table.ts";
import { type Workspace, workspaces } from "./table.ts";

const workspaceSeenBy = prepared("workspaceSeenBy", { id: workspaces.id, userId: members.userId }, (db, $) =>
  db
    .select({ workspace: workspaces, role: members.role })
    .from(workspaces)
    .innerJoin(members, membership($.userId, workspaces.id))
    .where(eq(workspaces.id, $.id)),
);

const workspaceBySlugSeenBy = prepared(
  "workspaceBySlugSeenBy",
  { slug: workspaces.slug, userId: members.userId },
  (db, $) =>
    db
      .select({ workspace: workspaces, role: members.role })
      .from(workspaces)
      .innerJoin(members, membership($.userId, workspaces.id))
      .where(eq(workspaces.slug, $.slug)),
);

/** A workspace the caller belongs to, with their role. @throws Failure NOT_FOUND */
export async function findWorkspace({ db, actor }: QueryContext, id: string): Promise<Seen<Workspace>> {
  const row = await workspaceSeenBy.first(db, { id, userId: actor.userId });
  if (!row) throw notFound("workspace");
  return { ...row.workspace, role: row.role };
}

/** The same, by the name in its address. */
export async function findWorkspaceBySlug({ db, actor }: QueryContext, slug: string): Promise<Seen<Workspace>> {
  const row = await workspaceBySlugSeenBy.first(db, { slug, userId: actor.userId });
  if (!row) throw notFound("workspace");
  return { ...row.workspace, role: row.role };
}
