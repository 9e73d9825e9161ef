import { first } from "@plinth/database";
import { conflict, type MutationContext, type QueryContext, type UserActor } from "@plinth/kernel";
import { and, eq, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { factorRemoved } from "../recovery-codes/factor-changes.ts";
import type { TotpStatus } from "./outputs.ts";
import { totps } from "./table.ts";

/** Asks the caller for codes of an app no more. @throws Failure CONFLICT when it did not, or a workspace would be left without an owner */
export async function disableTotp(ctx: MutationContext<UserActor>): Promise<void> {
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "changeSecondFactors");
  const isActive = and(eq(totps.userId, me.id), isNotNull(totps.confirmedAt));
  const removed = await db.delete(totps).where(isActive).returning({ userId: totps.userId });
  if (removed.length === 0) throw conflict("Codes of an app are not asked for.");
  await record(ctx, "account.totp_removed", { id: me.id });
  await tellOfChange(ctx, me.id, "Codes of an app are not asked for any more when you sign in");
  await factorRemoved(ctx);
}

/** Whether the caller is asked for codes of an app. */
export async function totpStatus({ db, actor }: QueryContext<UserActor>): Promise<z.input<typeof TotpStatus>> {
  const { confirmedAt } = totps;
  const known = await first(db.select({ confirmedAt }).from(totps).where(eq(totps.userId, actor.userId)));
  return { confirmedAt: known?.confirmedAt ?? null };
}
