import { one, type Write } from "@plinth/database";
import type { MutationContext, UserActor } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import { record } from "../../record.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { keyRules, workspaceKeyRules } from "./rules.ts";
import { type ApiKey, apiKeys } from "./table.ts";

const keyById = keyRules.finder("keyById", { id: apiKeys.id }, (db, $) =>
  db
    .select({ ...getTableColumns(apiKeys), role: $.role })
    .from(apiKeys)
    .where(eq(apiKeys.id, $.id)),
);

const workspaceKeyById = workspaceKeyRules.finder("workspaceKeyById", { id: apiKeys.id }, (db, $) =>
  db
    .select({ ...getTableColumns(apiKeys), role: $.role })
    .from(apiKeys)
    .where(eq(apiKeys.id, $.id)),
);

/** Ends one of the caller's keys. @throws Failure NOT_FOUND */
export async function revokeKey(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const key = await keyById(ctx, { id });
  await revoke(ctx, keyRules.allow(ctx, key, "revoke"), key);
}

/** Ends a key that is limited to a workspace which the caller looks after. @throws Failure NOT_FOUND, FORBIDDEN */
export async function revokeKeyOfWorkspace(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const key = await workspaceKeyById(ctx, { id });
  await revoke(ctx, workspaceKeyRules.allow(ctx, key, "revoke"), key);
}

async function revoke(ctx: MutationContext<UserActor>, db: Write, key: Omit<ApiKey, "role">): Promise<void> {
  await one(db.delete(apiKeys).where(eq(apiKeys.id, key.id)).returning({ id: apiKeys.id }));
  await record(ctx, "key.revoked", key, { name: key.name, prefix: key.prefix, of: key.userId });
  await tellOfChange(ctx, key.userId, `An API key of yours was revoked: ${key.name}`);
}
