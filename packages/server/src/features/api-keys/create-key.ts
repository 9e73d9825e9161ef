import { insertOne } from "@plinth/database";
import { conflict, type MutationContext, type UserActor } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { hashToken } from "../../one-time-tokens/token.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { requireVerified } from "../accounts/verification-policy.ts";
import { findWorkspace } from "../workspaces/find-workspace.ts";
import type { NewKey } from "./inputs.ts";
import type { NewKeyView } from "./outputs.ts";
import { apiKeys } from "./table.ts";
import { newKeyToken } from "./token.ts";

const MOST_OF_A_PERSON = 50;
const DAY_MS = 86_400_000;

/** Makes a key that acts for the caller. The returned token is not shown again. @throws Failure NOT_FOUND, CONFLICT */
export async function createKey(
  ctx: MutationContext<UserActor>,
  { name, workspaceId, scopes, expiresInDays }: z.output<typeof NewKey>,
): Promise<z.input<typeof NewKeyView>> {
  await requireVerified(ctx);
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "makeKeys");
  if (me.deletionDueAt)
    throw conflict("Your account is going to be deleted, and its keys do not count. Keep it first.");
  const workspace = workspaceId === undefined ? undefined : await findWorkspace(ctx, workspaceId);
  const { userId } = ctx.actor;
  if ((await db.$count(apiKeys, eq(apiKeys.userId, userId))) >= MOST_OF_A_PERSON) {
    throw conflict(`A person has at most ${MOST_OF_A_PERSON} keys. Revoke one first.`);
  }
  const { token, prefix } = newKeyToken();
  const created = await insertOne(db, apiKeys, {
    ...{ userId, workspaceId: workspace?.id ?? null, name, prefix, tokenHash: hashToken(token) },
    ...{ scopes: [...new Set(scopes)], createdAt: ctx.now, lastUsedAt: null },
    expiresAt: new Date(ctx.now.getTime() + expiresInDays * DAY_MS),
  });
  await record(ctx, "key.created", created, { name, prefix, scopes: created.scopes, expiresInDays });
  await tellOfChange(ctx, userId, `An API key was made that acts for you: ${name}`);
  return { id: created.id, token, expiresAt: created.expiresAt };
}
