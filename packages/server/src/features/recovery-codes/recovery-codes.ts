import { type Actor, conflict, type MutationContext, type QueryContext, type UserActor, unruled } from "@plinth/kernel";
import { and, count, eq, isNull } from "drizzle-orm";
import { hashToken, randomSigns } from "../../one-time-tokens/token.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { secondFactorsOf } from "../sessions/second-factors.ts";
import { recoveryCodes } from "./table.ts";

const CODES = 10;
// 120 bits each, so that a fast hash is enough for them. Crockford's alphabet, without what looks like something else on paper.
const CHARACTERS = 24;
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

/** How many of the caller's codes can still be used. */
export async function recoveryCodesLeft({ db, actor }: QueryContext<UserActor>): Promise<number> {
  const [found] = await db.select({ left: count() }).from(recoveryCodes).where(unusedOf(actor.userId));
  return found?.left ?? 0;
}

/** Voids the caller's codes and makes new ones. @returns the only copy of them @throws Failure CONFLICT without a second factor */
export async function renewRecoveryCodes(ctx: MutationContext<UserActor>): Promise<string[]> {
  const { userId } = ctx.actor;
  if ((await secondFactorsOf(ctx.db, userId)).length === 0)
    throw conflict("Set up a second factor first: these codes stand in for it.");
  const codes = await makeCodes(ctx);
  await record(ctx, "account.recovery_codes_renewed", { id: userId });
  await tellOfChange(ctx, userId, "You have new recovery codes, and the old ones are void");
  return codes;
}

/** Makes codes for somebody who has none that can be used. @returns the only copy of them, or `null` */
export async function firstRecoveryCodes(ctx: MutationContext<UserActor>): Promise<string[] | null> {
  return (await recoveryCodesLeft(ctx)) > 0 ? null : makeCodes(ctx);
}

/** Removes somebody's codes, when there is nothing left that they stand in for. */
export async function removeRecoveryCodes(ctx: MutationContext<UserActor>): Promise<void> {
  const db = accountRules.allow(ctx, await findMe(ctx), "changeSecondFactors");
  await db.delete(recoveryCodes).where(eq(recoveryCodes.userId, ctx.actor.userId));
}

/** Uses a code up: of all who present it at once, one is told `true`. What counts the guesses is up to the caller. */
export async function useRecoveryCode(ctx: MutationContext<Actor>, userId: string, code: string): Promise<boolean> {
  const db = unruled(ctx, "a code is shown before anybody has signed in");
  const isThis = and(unusedOf(userId), eq(recoveryCodes.codeHash, hashToken(code)));
  const used = await db.update(recoveryCodes).set({ usedAt: ctx.now }).where(isThis).returning();
  if (used.length === 0) return false;
  await record(ctx, "account.recovery_code_used", { id: userId });
  await tellOfChange(ctx, userId, "A recovery code was used to sign in to your account");
  return true;
}

async function makeCodes(ctx: MutationContext<UserActor>): Promise<string[]> {
  await removeRecoveryCodes(ctx);
  const db = accountRules.allow(ctx, await findMe(ctx), "changeSecondFactors");
  const codes = Array.from({ length: CODES }, newRecoveryCode);
  const { userId } = ctx.actor;
  const rows = codes.map((code) => ({ userId, codeHash: hashToken(code.replaceAll("-", "")), createdAt: ctx.now }));
  await db.insert(recoveryCodes).values(rows);
  return codes;
}

/** Such as `k3fm-9xq2-7hd4-p0wn-8rtz-c5v1`. */
function newRecoveryCode(): string {
  return (randomSigns(SIGNS, CHARACTERS).match(/.{4}/g) ?? []).join("-");
}

function unusedOf(userId: string) {
  return and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt));
}
