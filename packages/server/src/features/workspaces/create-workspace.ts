import { one } from "@plinth/database";
import { type MutationContext, unruled } from "@plinth/kernel";
import type { z } from "zod";
import { record } from "../../record.ts";
import { requireVerified } from "../accounts/verification-policy.ts";
import type { Role } from "../members/roles.ts";
import { members } from "../members/table.ts";
import type { NewWorkspace } from "./inputs.ts";
import { freeSlug, requireFreeSlug } from "./slugs.ts";
import { type Workspace, workspaces } from "./table.ts";

/** Makes a workspace whose owner is the caller. Without a slug, one is made from the name. */
export async function createWorkspace(
  ctx: MutationContext,
  input: z.output<typeof NewWorkspace>,
): Promise<Workspace & { role: Role }> {
  await requireVerified(ctx);
  if (input.slug !== undefined) await requireFreeSlug(ctx, input.slug);
  const { name, slug = await freeSlug(ctx, name) } = input;
  const db = unruled(ctx, "who makes a workspace needs no rights anywhere");
  const created = await one(db.insert(workspaces).values({ name, slug, createdAt: ctx.now }).returning());
  const { userId } = ctx.actor;
  const workspaceId = created.id;
  await db.insert(members).values({ workspaceId, userId, role: "owner", joinedAt: ctx.now });
  await record(ctx, "workspace.created", created);
  await record(ctx, "member.joined", { id: userId, workspaceId }, { role: "owner" });
  return { ...created, role: "owner" };
}
