import { one } from "@plinth/database";
import { conflict, type MutationContext, type UserActor } from "@plinth/kernel";
import { and, eq, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { secondFactorsOf, withoutSecondFactor } from "../sessions/second-factors.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { type Workspace, workspaces } from "../workspaces/table.ts";
import type { SecondFactorPolicy } from "./inputs.ts";
import type { Role } from "./roles.ts";
import { members } from "./table.ts";

/**
 * Closes the workspace to whoever has no second factor, or opens it to them again. They stay members, and see nothing of it until they set one
 * up. Whoever decides so has one, so that somebody is left who can take it back.
 *
 * @throws Failure CONFLICT
 */
export async function requireSecondFactor(
  ctx: MutationContext<UserActor>,
  { workspaceId, required }: z.output<typeof SecondFactorPolicy>,
): Promise<Workspace & { role: Role }> {
  const workspace = await findWorkspace(ctx, workspaceId);
  const db = workspaceRules.allow(ctx, workspace, "requireSecondFactor");
  if (required === (workspace.secondFactorRequiredSince !== null)) return workspace;
  if (required && (await secondFactorsOf(ctx.db, ctx.actor.userId)).length === 0)
    throw conflict("Set up two-step sign-in for yourself first.");
  const secondFactorRequiredSince = required ? ctx.now : null;
  const isThis = eq(workspaces.id, workspace.id);
  const changed = await one(db.update(workspaces).set({ secondFactorRequiredSince }).where(isThis).returning());
  const concerned = required ? withoutSecondFactor(ctx.db, members.userId) : isNotNull(members.heldSince);
  const theirs = and(eq(members.workspaceId, workspace.id), concerned);
  const held = await db
    .update(members)
    .set({ heldSince: secondFactorRequiredSince })
    .where(theirs)
    .returning({ userId: members.userId });
  const name = required ? "workspace.second_factor_required" : "workspace.second_factor_waived";
  await record(ctx, name, changed, { members: held.length });
  return { ...changed, role: workspace.role };
}
