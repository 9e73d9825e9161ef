import { descending } from "@plinth/database";
import type { QueryContext, UserActor } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { users } from "../accounts/table.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import { workspaceRules } from "../workspaces/rules.ts";
import { workspaces } from "../workspaces/table.ts";
import type { KeyView, WorkspaceKeyView } from "./outputs.ts";
import { keyRules, workspaceKeyRules } from "./rules.ts";
import { apiKeys } from "./table.ts";

/** The caller's keys, the newest first. */
export async function listKeys(ctx: QueryContext<UserActor>): Promise<z.input<typeof KeyView>[]> {
  const stillSeen = and(eq(workspaces.id, apiKeys.workspaceId), workspaceRules.visible(ctx.db, ctx.actor));
  const rows = await ctx.db
    .select({ key: apiKeys, workspaceName: workspaces.name })
    .from(apiKeys)
    .leftJoin(workspaces, stillSeen)
    .where(keyRules.visible(ctx.db, ctx.actor))
    .orderBy(descending(apiKeys.createdAt), descending(apiKeys.id));
  return rows.map(({ key, workspaceName }) => ({ ...key, workspaceName, expired: key.expiresAt <= ctx.now }));
}

/** The keys that are limited to a workspace, whosesoever, the newest first. @throws Failure NOT_FOUND, FORBIDDEN */
export async function listKeysOfWorkspace(
  ctx: QueryContext<UserActor>,
  workspaceId: string,
): Promise<z.input<typeof WorkspaceKeyView>[]> {
  const workspace = await findWorkspace(ctx, workspaceId);
  workspaceRules.check(ctx, workspace, "seeKeys");
  const rows = await ctx.db
    .select({ key: apiKeys, userName: users.name })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.workspaceId, workspace.id), workspaceKeyRules.visible(ctx.db, ctx.actor)))
    .orderBy(descending(apiKeys.createdAt), descending(apiKeys.id));
  return rows.map(({ key, userName }) => ({ ...key, userName, expired: key.expiresAt <= ctx.now }));
}
