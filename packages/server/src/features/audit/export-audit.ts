import type { MutationContext, UserActor } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import type { AuditFilter, ExportOfWorkspace } from "./inputs.ts";

// An export is read page by page from the lists; this is what keeps that it was made, and of what.

/** Says that a workspace's history is taken out. To be called before its pages are read. */
export async function exportAudit(
  ctx: MutationContext,
  { workspaceId, ...filter }: z.output<typeof ExportOfWorkspace>,
): Promise<void> {
  const workspace = await findWorkspace(ctx, workspaceId);
  workspaceRules.check(ctx, workspace, "exportAudit");
  await record(ctx, "audit.exported", { id: workspace.id, workspaceId: workspace.id }, said(filter));
}

/** The same for what belongs to no workspace. */
export async function exportAuditOfInstallation(ctx: MutationContext<UserActor>, filter: AuditFilter): Promise<void> {
  await record(ctx, "audit.exported", { id: "installation" }, said(filter));
}

function said(filter: AuditFilter): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
