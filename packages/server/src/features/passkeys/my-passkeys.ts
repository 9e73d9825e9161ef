import { one } from "@plinth/database";
import { conflict, type MutationContext, type QueryContext, type Seen, type UserActor } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { factorRemoved } from "../recovery-codes/factor-changes.ts";
import { waysToSignIn } from "../sessions/ways-to-sign-in.ts";
import type { PasskeyRename } from "./inputs.ts";
import { passkeyRules } from "./rules.ts";
import { type Passkey, passkeys } from "./table.ts";

const passkeyById = passkeyRules.finder("passkeyById", { id: passkeys.id }, (db, $) =>
  db
    .select({ ...getTableColumns(passkeys), role: $.role })
    .from(passkeys)
    .where(eq(passkeys.id, $.id)),
);

/** The caller's passkeys, the oldest first. */
export function listPasskeys(ctx: QueryContext<UserActor>): Promise<Passkey[]> {
  return ctx.db.select().from(passkeys).where(passkeyRules.visible(ctx.db, ctx.actor)).orderBy(passkeys.id);
}

/** Calls a passkey something else. @throws Failure NOT_FOUND */
export async function renamePasskey(
  ctx: MutationContext<UserActor>,
  { id, name }: z.output<typeof PasskeyRename>,
): Promise<void> {
  const passkey = await passkeyById(ctx, { id });
  const db = passkeyRules.allow(ctx, passkey, "rename");
  await db.update(passkeys).set({ name }).where(eq(passkeys.id, id));
  await record(ctx, "account.passkey_renamed", { id: passkey.userId }, eventData(passkey, { to: name }));
}

/** Makes a passkey worthless. @throws Failure NOT_FOUND, and CONFLICT when the person, or a workspace of theirs, would be locked out */
export async function removePasskey(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const passkey = await passkeyById(ctx, { id });
  const db = passkeyRules.allow(ctx, passkey, "remove");
  await one(db.delete(passkeys).where(eq(passkeys.id, id)).returning({ id: passkeys.id }));
  // Asked afterwards, so that of two who remove the last two at once one is refused.
  const { length } = await waysToSignIn(ctx.db, passkey.userId);
  if (length === 0) throw conflict("Without this passkey you could not sign in any more. Add another one first.");
  await record(ctx, "account.passkey_removed", { id: passkey.userId }, eventData(passkey));
  await tellOfChange(ctx, passkey.userId, `A passkey was removed from your account: ${passkey.name}`);
  await factorRemoved(ctx);
}

const eventData = ({ id, name }: Seen<Passkey>, more = {}) => ({ passkeyId: id, passkey: name, ...more });
