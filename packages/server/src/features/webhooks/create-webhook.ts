import { insertOne } from "@plinth/database";
import { conflict, type MutationContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { allowedUrl } from "./allowed-url.ts";
import type { NewWebhook } from "./inputs.ts";
import { recordWebhook } from "./record-webhook.ts";
import { newSecret, sealSecret } from "./secrets.ts";
import { webhooks } from "./table.ts";

const MOST_IN_WORKSPACE = 20;

/** Sets up an endpoint. The returned secret is not shown again. */
export async function createWebhook(
  ctx: MutationContext,
  { workspaceId, url, events }: z.output<typeof NewWebhook>,
): Promise<{ id: string; secret: string }> {
  const workspace = await findWorkspace(ctx, workspaceId);
  const db = workspaceRules.allow(ctx, workspace, "createWebhook");
  if ((await db.$count(webhooks, eq(webhooks.workspaceId, workspace.id))) >= MOST_IN_WORKSPACE) {
    throw conflict(`A workspace has at most ${MOST_IN_WORKSPACE} webhooks. Delete one first.`);
  }
  const secret = newSecret();
  const created = await insertOne(db, webhooks, {
    ...{ workspaceId: workspace.id, url: allowedUrl(url), events, secret: sealSecret(secret) },
    ...{ vouchedBy: ctx.actor.userId, failures: 0, createdAt: ctx.now },
  });
  await recordWebhook(ctx, "webhook.created", created, { events });
  return { id: created.id, secret };
}
