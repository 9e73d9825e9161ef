import type { QueryContext, Seen } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import type { Role } from "../members/roles.ts";
import { workspaceRules } from "./rules.ts";
import { type Workspace, workspaces } from "./table.ts";

const workspaceById = workspaceRules.finder("workspaceById", { id: workspaces.id }, (db, $) =>
  db
    .select({ ...getTableColumns(workspaces), role: $.role })
    .from(workspaces)
    .where(eq(workspaces.id, $.id)),
);

const workspaceBySlug = workspaceRules.finder("workspaceBySlug", { slug: workspaces.slug }, (db, $) =>
  db
    .select({ ...getTableColumns(workspaces), role: $.role })
    .from(workspaces)
    .where(eq(workspaces.slug, $.slug)),
);

/** A workspace the caller belongs to, with their role. @throws Failure NOT_FOUND */
export function findWorkspace(ctx: QueryContext, id: string): Promise<Seen<Workspace, Role>> {
  return workspaceById(ctx, { id });
}

/** The same, by the name in its address. */
export function findWorkspaceBySlug(ctx: QueryContext, slug: string): Promise<Seen<Workspace, Role>> {
  return workspaceBySlug(ctx, { slug });
}
