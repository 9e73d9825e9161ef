import { one, prepared, type Read } from "@plinth/database";
import {
  type ActionContext,
  type Actor,
  Failure,
  forbidden,
  type MutationContext,
  type QueryContext,
  type Seen,
  type UserActor,
  unruled,
} from "@plinth/kernel";
import { and, eq, getTableColumns, isNull } from "drizzle-orm";
import type { z } from "zod";
import { sendMail } from "../../mail/send-mail.ts";
import { hashToken } from "../../one-time-tokens/token.ts";
import { record } from "../../record.ts";
import { requireFreeAddress } from "./free-address.ts";
import type { FirstAccount, NameChange, NewAccount } from "./inputs.ts";
import { mailEntry, signUpMail, takenMail } from "./mailed-entry.ts";
import { hashPassword } from "./password-hash.ts";
import { requireGoodPassword } from "./password-policy.ts";
import { accountRules } from "./rules.ts";
import { passwords, setupLinks, type User, users } from "./table.ts";
import { sendVerification } from "./verification.ts";
import { isVerificationRequired } from "./verification-switch.ts";

const accountById = accountRules.finder("accountById", { id: users.id }, (db, $) =>
  db
    .select({ ...getTableColumns(users), role: $.role })
    .from(users)
    .where(eq(users.id, $.id)),
);

const userByEmail = prepared("userByEmail", { email: users.email }, (db, $) =>
  db.select().from(users).where(eq(users.email, $.email)),
);

/** The caller's own account. @throws Failure UNAUTHORIZED when it is gone */
export function findMe(ctx: QueryContext): Promise<Seen<User, "self">> {
  return accountById(ctx, { id: ctx.actor.userId }).catch((error: unknown) => {
    const gone = error instanceof Failure && error.code === "NOT_FOUND";
    throw gone ? new Failure("UNAUTHORIZED", "Sign in first.") : error;
  });
}

/** The same, as they see it. */
export async function getMe(
  ctx: QueryContext<UserActor>,
): Promise<User & { operator: boolean; verified: boolean; impersonated: boolean }> {
  const me = await findMe(ctx);
  return {
    ...me,
    operator: me.operatorSince !== null,
    verified: me.emailVerifiedAt !== null,
    impersonated: ctx.actor.impersonatorId !== undefined,
  };
}

/** Looked up in place of whoever an unknown address would be, so that both cases ask the database the same things. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

export function findUserByEmail(db: Read, email: string): Promise<User | undefined> {
  return userByEmail.first(db, { email });
}

/** Whether no account exists yet. */
export async function needsSetUp(ctx: QueryContext<Actor>): Promise<boolean> {
  const rows = await ctx.db.select({ id: users.id }).from(users).limit(1);
  return rows.length === 0;
}

/** Lets nobody have an account before the first operator has. @throws Failure FORBIDDEN */
export async function requireSetUp(ctx: QueryContext<Actor>): Promise<void> {
  if (await needsSetUp(ctx)) throw forbidden("Set this installation up first, with the link its server printed.");
}

/**
 * Makes an ordinary account. Before the first operator exists, nobody can. Where addresses have to be confirmed, the account is made when the mail
 * has arrived, and nobody is told whether there is one already.
 */
export async function signUp(
  ctx: ActionContext<Actor>,
  input: z.output<typeof NewAccount>,
): Promise<{ id: string | null; ticket: string | null }> {
  await requireSetUp(ctx);
  const { name, email } = input;
  await requireGoodPassword(input.password, input);
  const hash = await hashPassword(input.password);
  if (isVerificationRequired()) {
    const { ticket } = await mailEntry(ctx, { email, newAccount: { name, hash }, mail: signUpMail });
    const props = { email, at: ctx.now.toISOString() };
    await ctx.write((tx) => sendMail(tx, takenMail, { to: { address: email }, props }));
    return { id: null, ticket };
  }
  const { id } = await ctx.write((tx) => insertAccount(tx, input, { hash, operator: false, verified: false }));
  return { id, ticket: null };
}

/** Makes the first account, the operator, for whoever holds the link the server printed. Works once. */
export async function setUp(ctx: ActionContext<Actor>, input: z.output<typeof FirstAccount>): Promise<User> {
  const refusal = new Failure("FORBIDDEN", "This set-up link is not valid. Restart the server to get a new one.");
  const tokenHash = hashToken(input.token);
  const valid = and(eq(setupLinks.tokenHash, tokenHash), isNull(setupLinks.usedAt));
  const links = await ctx.db.select({ id: setupLinks.id }).from(setupLinks).where(valid);
  // Asked before the costly hash, and again below where it counts.
  if (links.length === 0) throw refusal;
  await requireGoodPassword(input.password, input);
  const hash = await hashPassword(input.password);
  return ctx.write(async (tx) => {
    const db = unruled(tx, "the set-up link is the right to use it");
    const used = await db.update(setupLinks).set({ usedAt: ctx.now }).where(valid).returning({ id: setupLinks.id });
    if (used.length === 0 || !(await needsSetUp(tx))) throw refusal;
    return insertAccount(tx, input, { hash, operator: true, verified: false });
  });
}

/**
 * Inserts the rows of an account; without a password where another way to sign in comes with it. Whoever's address is not known to be theirs is asked
 * to confirm it.
 */
export async function insertAccount(
  ctx: MutationContext<Actor>,
  { name, email }: { name: string; email: string },
  { hash, operator, verified }: { hash: string | null; operator: boolean; verified: boolean },
): Promise<User> {
  await requireFreeAddress(ctx, email);
  const db = unruled(ctx, "whoever signs up has no row yet");
  const operatorSince = operator ? ctx.now : null;
  const emailVerifiedAt = verified ? ctx.now : null;
  const account = { name, email, operatorSince, emailVerifiedAt, createdAt: ctx.now };
  const user = await one(db.insert(users).values(account).returning());
  if (hash !== null) await db.insert(passwords).values({ userId: user.id, hash, changedAt: ctx.now });
  await record(ctx, "account.created", user, { operator });
  if (!verified) await sendVerification(ctx, user);
  return user;
}

export async function renameMe(ctx: MutationContext, { name }: z.output<typeof NameChange>): Promise<User> {
  const me = await findMe(ctx);
  const db = accountRules.allow(ctx, me, "rename");
  const user = await one(db.update(users).set({ name }).where(eq(users.id, me.id)).returning());
  await record(ctx, "account.renamed", user);
  return user;
}
