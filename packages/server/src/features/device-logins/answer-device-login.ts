import { first } from "@plinth/database";
import { type ActionContext, notFound, type UserActor } from "@plinth/kernel";
import { and, eq, gt } from "drizzle-orm";
import type { z } from "zod";
import { forgetAttempts, type Guessed, takeAttempt } from "../../attempts/attempts.ts";
import { hashToken } from "../../one-time-tokens/token.ts";
import { record } from "../../record.ts";
import { findMe } from "../accounts/accounts.ts";
import { accountRules } from "../accounts/rules.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import type { UserCode } from "./inputs.ts";
import { type DeviceLogin, deviceLogins } from "./table.ts";

type Asked = z.output<typeof UserCode>;

const FREE_GUESSES = 5;

/** What waits under a code for an answer. @throws Failure NOT_FOUND, TOO_MANY_REQUESTS */
export async function findDeviceLogin(ctx: ActionContext<UserActor>, asked: Asked): Promise<DeviceLogin> {
  const guessed = await count(ctx);
  const found = await first(ctx.db.select().from(deviceLogins).where(waits(ctx, asked)));
  if (!found) throw notFound("code, or its time is over");
  await ctx.write((tx) => forgetAttempts(tx, guessed));
  return found;
}

/** Signs the program in as the caller, who has just proved that it is them. @throws Failure NOT_FOUND, TOO_MANY_REQUESTS */
export function approveDeviceLogin(ctx: ActionContext<UserActor>, asked: Asked): Promise<void> {
  return answer(ctx, asked, "approved");
}

/** Sends the program away. @throws Failure NOT_FOUND, TOO_MANY_REQUESTS */
export function denyDeviceLogin(ctx: ActionContext<UserActor>, asked: Asked): Promise<void> {
  return answer(ctx, asked, "denied");
}

async function answer(ctx: ActionContext<UserActor>, asked: Asked, state: "approved" | "denied"): Promise<void> {
  const guessed = await count(ctx);
  await ctx.write(async (tx) => {
    const db = accountRules.allow(tx, await findMe(tx), "signProgramsIn");
    const { userId } = ctx.actor;
    // Of all who answer at once, the first is who is asked.
    const answered = await first(
      db.update(deviceLogins).set({ state, userId }).where(waits(ctx, asked)).returning({ host: deviceLogins.host }),
    );
    if (!answered) throw notFound("code, or its time is over");
    await forgetAttempts(tx, guessed);
    await record(tx, `account.program_${state}`, { id: userId }, { host: answered.host });
    if (state === "approved") await tellOfChange(tx, userId, `A program was let into your account: ${answered.host}`);
  });
}

/** Counted before it is looked at, so that nobody comes upon a code by trying. */
async function count(ctx: ActionContext<UserActor>): Promise<Guessed[]> {
  const guessed = [{ what: `code of a program by ${ctx.actor.userId}`, free: FREE_GUESSES }];
  await ctx.write((tx) => takeAttempt(tx, guessed));
  return guessed;
}

function waits({ now }: ActionContext<UserActor>, { userCode }: Asked) {
  const isThis = and(eq(deviceLogins.userHash, hashToken(userCode)), eq(deviceLogins.state, "pending"));
  return and(isThis, gt(deviceLogins.expiresAt, now));
}
