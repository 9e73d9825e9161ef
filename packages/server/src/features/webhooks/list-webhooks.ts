import { ascending } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import type { WebhookView } from "./outputs.ts";
import { isVouchedFor, webhookRules } from "./rules.ts";
import { webhooks } from "./table.ts";

/** The endpoints of a workspace, the oldest first. */
export async function listWebhooks(ctx: QueryContext, workspaceId: string): Promise<z.input<typeof WebhookView>[]> {
  const workspace = await findWorkspace(ctx, workspaceId);
  workspaceRules.check(ctx, workspace, "seeWebhooks");
  const rows = await ctx.db
    .select({ webhook: webhooks, name: users.name, suspendedAt: users.suspendedAt, role: members.role })
    .from(webhooks)
    .leftJoin(users, eq(users.id, webhooks.vouchedBy))
    .leftJoin(members, isVouchedFor())
    .where(and(eq(webhooks.workspaceId, workspace.id), webhookRules.visible(ctx.db, ctx.actor)))
    .orderBy(ascending(webhooks.createdAt), ascending(webhooks.id));
  return rows.map(({ webhook, name, suspendedAt, role }) => ({
    ...webhook,
    vouchedByName: name,
    vouched: role !== null && suspendedAt === null,
  }));
}
