import { one } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import type { Role } from "../members/roles.ts";
import { findWorkspace } from "./find-workspace.ts";
import type { WorkspaceChange } from "./inputs.ts";
import { workspaceRules } from "./rules.ts";
import { requireFreeSlug } from "./slugs.ts";
import { type Workspace, workspaces } from "./table.ts";

/** Renames a workspace or changes its address. Links with the old address no longer lead anywhere. */
export async function updateWorkspace(
  ctx: MutationContext,
  input: z.output<typeof WorkspaceChange>,
): Promise<Workspace & { role: Role }> {
  const workspace = await findWorkspace(ctx, input.id);
  const db = workspaceRules.allow(ctx, workspace, "update");
  const { name = workspace.name, slug = workspace.slug } = input;
  if (name === workspace.name && slug === workspace.slug) return workspace;
  if (slug !== workspace.slug) await requireFreeSlug(ctx, slug);
  const changed = await one(
    db.update(workspaces).set({ name, slug }).where(eq(workspaces.id, workspace.id)).returning(),
  );
  await record(ctx, "workspace.changed", changed, { name, slug });
  return { ...changed, role: workspace.role };
}
