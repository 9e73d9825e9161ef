import { first } from "@plinth/database";
import { type Actor, type MutationContext, type QueryContext, seal, unruled, unseal } from "@plinth/kernel";
import { and, eq, gt, inArray, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { oneTimeTokens } from "./table.ts";
import { hashToken, newLinkToken } from "./token.ts";

/** A purpose that tokens are made for, and what is kept with one. */
export interface TokenKind<S extends z.ZodType = z.ZodType> {
  /** Kept with each token: one of another name does not count. */
  name: string;
  lifeMs: number;
  data: S;
}

/**
 * Declares what tokens are for.
 *
 * @example const resetToken = tokenKind({ name: "password reset", lifeMs: 30 * 60_000, data: z.strictObject({}) });
 */
export function tokenKind<S extends z.ZodType>(kind: TokenKind<S>): TokenKind<S> {
  return kind;
}

/** Whose a new token is, and where it counts. */
export interface NewToken<S extends z.ZodType> {
  data: z.input<S>;
  userId?: string;
  /** What the browser that asked keeps in a cookie. With it the token counts in that browser only. */
  browser?: string;
}

/** A token as somebody presents it. */
export interface GivenToken {
  token: string;
  browser?: string | undefined;
}

/** What is known of a token that counts. */
export interface KnownToken<S extends z.ZodType> {
  userId: string | null;
  data: z.output<S>;
}

const toWrite = (ctx: MutationContext<Actor>) => unruled(ctx, "whoever holds a one-time token has the right to use it");

/** Makes a token. @returns the only copy of it */
export async function issueToken<S extends z.ZodType>(
  ctx: MutationContext<Actor>,
  kind: TokenKind<S>,
  { data, userId, browser }: NewToken<S>,
): Promise<string> {
  const token = newLinkToken();
  await toWrite(ctx)
    .insert(oneTimeTokens)
    .values({
      ...{ kind: kind.name, tokenHash: hashToken(token), userId: userId ?? null, tries: 0 },
      browserHash: browser === undefined ? null : hashToken(browser),
      sealed: seal(sealedFor(kind), JSON.stringify(data)),
      ...{ createdAt: ctx.now, expiresAt: new Date(ctx.now.getTime() + kind.lifeMs) },
    });
  return token;
}

/** What a token is about, without using it up; `undefined` where it does not count. */
export async function findToken<S extends z.ZodType>(
  ctx: QueryContext<Actor>,
  kind: TokenKind<S>,
  given: GivenToken,
): Promise<KnownToken<S> | undefined> {
  return opened(
    kind,
    await first(
      ctx.db
        .select()
        .from(oneTimeTokens)
        .where(counts(ctx, kind, given)),
    ),
  );
}

/** Uses a token up: of all who present it at once, one is told what it is about. `undefined` where it does not count (any more). */
export async function useToken<S extends z.ZodType>(
  ctx: MutationContext<Actor>,
  kind: TokenKind<S>,
  given: GivenToken,
): Promise<KnownToken<S> | undefined> {
  const used = toWrite(ctx)
    .update(oneTimeTokens)
    .set({ usedAt: ctx.now })
    .where(counts(ctx, kind, given));
  return opened(kind, await first(used.returning()));
}

/**
 * Counts one try of a code that goes with a token, and tells what the token is about. After the fifth the token does not count any more. To be
 * called in a transaction of its own, before the code is looked at, so that a wrong one is counted too.
 */
export async function tryToken<S extends z.ZodType>(
  ctx: MutationContext<Actor>,
  kind: TokenKind<S>,
  given: GivenToken,
): Promise<KnownToken<S> | undefined> {
  const tried = toWrite(ctx)
    .update(oneTimeTokens)
    .set({ tries: sql`${oneTimeTokens.tries} + 1` })
    .where(and(counts(ctx, kind, given), lt(oneTimeTokens.tries, MOST_TRIES)));
  return opened(kind, await first(tried.returning()));
}

const MOST_TRIES = 5;

/** Makes a person's tokens of a kind worthless, such as all earlier ones when a new one is sent. */
export async function voidTokens(ctx: MutationContext<Actor>, kind: TokenKind, userId: string): Promise<void> {
  const theirs = and(eq(oneTimeTokens.kind, kind.name), eq(oneTimeTokens.userId, userId), isNull(oneTimeTokens.usedAt));
  await toWrite(ctx).update(oneTimeTokens).set({ usedAt: ctx.now }).where(theirs);
}

/** The same for those of all kinds, but for one. */
export async function voidAllTokens(
  ctx: MutationContext<Actor>,
  userId: string,
  { but }: { but?: TokenKind } = {},
): Promise<void> {
  const theirs = and(eq(oneTimeTokens.userId, userId), isNull(oneTimeTokens.usedAt));
  const others = and(theirs, but && ne(oneTimeTokens.kind, but.name));
  await toWrite(ctx).update(oneTimeTokens).set({ usedAt: ctx.now }).where(others);
}

/** Whether a token counts, but in another browser: where it was asked for. */
export async function countsElsewhere(
  { db, now }: QueryContext<Actor>,
  { name }: TokenKind,
  { token, browser = "" }: GivenToken,
): Promise<boolean> {
  const { kind, tokenHash, browserHash, usedAt, expiresAt } = oneTimeTokens;
  const isThis = and(eq(tokenHash, hashToken(token)), eq(kind, name), isNull(usedAt), gt(expiresAt, now));
  const found = await first(db.select({ browserHash }).from(oneTimeTokens).where(isThis));
  return !!found?.browserHash && found.browserHash !== hashToken(browser);
}

const PURGED_AT_ONCE = 500;

/** Removes up to 500 tokens that are over. Returns how many; call again until it is 0. */
export async function purgeOneTimeTokens(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's tokens");
  const over = db
    .select({ id: oneTimeTokens.id })
    .from(oneTimeTokens)
    .where(lte(oneTimeTokens.expiresAt, ctx.now))
    .limit(PURGED_AT_ONCE);
  return (await db.delete(oneTimeTokens).where(inArray(oneTimeTokens.id, over)).returning({ id: oneTimeTokens.id }))
    .length;
}

function counts({ now }: QueryContext<Actor>, kind: TokenKind, { token, browser }: GivenToken): SQL | undefined {
  const { browserHash } = oneTimeTokens;
  const here =
    browser === undefined ? isNull(browserHash) : or(isNull(browserHash), eq(browserHash, hashToken(browser)));
  const isThis = and(eq(oneTimeTokens.tokenHash, hashToken(token)), eq(oneTimeTokens.kind, kind.name));
  return and(isThis, here, isNull(oneTimeTokens.usedAt), gt(oneTimeTokens.expiresAt, now));
}

function opened<S extends z.ZodType>(
  kind: TokenKind<S>,
  row: typeof oneTimeTokens.$inferSelect | undefined,
): KnownToken<S> | undefined {
  if (!row) return undefined;
  return { userId: row.userId, data: kind.data.parse(JSON.parse(unseal(sealedFor(kind), row.sealed))) };
}

const sealedFor = ({ name }: TokenKind) => `one-time token: ${name}`;
