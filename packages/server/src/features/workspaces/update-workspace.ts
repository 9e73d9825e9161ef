import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { requireRole, type Seen } from "../members/rules.ts";
import { findWorkspace } from "./find-workspace.ts";
import type { WorkspaceChange } from "./inputs.ts";
import { requireFreeSlug } from "./slugs.ts";
import { type Workspace, workspaces } from "./table.ts";

/** Renames a workspace or changes its address. Links with the old address no longer lead anywhere. */
export async function updateWorkspace(
  ctx: MutationContext,
  input: z.output<typeof WorkspaceChange>,
): Promise<Seen<Workspace>> {
  const workspace = await findWorkspace(ctx, input.id);
  requireRole(workspace, "admin", "change the workspace");
  const { name = workspace.name, slug = workspace.slug } = input;
  if (name === workspace.name && slug === workspace.slug) return workspace;
  if (slug !== workspace.slug) await requireFreeSlug(ctx, slug);
  const changed = await one(
    ctx.db.update(workspaces).set({ name, slug }).where(eq(workspaces.id, workspace.id)).returning(),
  );
  await record(ctx, "workspace.changed", changed, { name, slug });
  return { ...changed, role: workspace.role };
}
