import { type Actor, Failure, type MutationContext, unruled } from "@plinth/kernel";
import { inArray, lte } from "drizzle-orm";
import { hashToken } from "../one-time-tokens/token.ts";
import { attempts } from "./table.ts";

/** Something that can be guessed at. */
export interface Guessed {
  /** Names it: `password of ada@example.com`. */
  what: string;
  /** How many attempts go without a wait. */
  free: number;
  /** The first wait, in milliseconds. Default 1,000. */
  firstWaitMs?: number;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;
const toWrite = (ctx: MutationContext<Actor>) => unruled(ctx, "attempts are counted before it is known whose they are");

/**
 * Counts an attempt before it is looked at, so that of many at once no more get through than of as many in turn. After the free ones each takes
 * twice as long to wait for as the one before, up to a quarter of an hour; a day without any forgets them. To be called in a transaction of its
 * own: what is refused is not counted, so that nobody can lock somebody out for longer by trying on.
 *
 * @throws Failure TOO_MANY_REQUESTS with `retryAfterSeconds` in its details
 * @example await ctx.write((tx) => takeAttempt(tx, [{ what: `password of ${email}`, free: 5 }]));
 */
export async function takeAttempt(ctx: MutationContext<Actor>, guessed: readonly Guessed[]): Promise<void> {
  const db = toWrite(ctx);
  const known = await db
    .select()
    .from(attempts)
    .where(inArray(attempts.key, guessed.map(keyOf)));
  const waits = known.map(({ blockedUntil }) => blockedUntil.getTime() - ctx.now.getTime());
  // A longer one than there is was written by a clock that ran ahead.
  const waitMs = Math.max(0, ...waits.filter((ms) => ms <= LONGEST_WAIT_MS));
  if (waitMs > 0) throw tooMany(waitMs);
  for (const one of guessed) {
    const key = keyOf(one);
    const row = known.find((row) => row.key === key);
    const isForgotten = !row || ctx.now.getTime() - row.lastAt.getTime() > FORGOTTEN_AFTER_MS;
    const count = (isForgotten ? 0 : row.count) + 1;
    const blockedUntil = new Date(ctx.now.getTime() + waitAfter(count, one));
    const values = { count, lastAt: ctx.now, blockedUntil };
    await db
      .insert(attempts)
      .values({ key, ...values })
      .onConflictDoUpdate({ target: attempts.key, set: values });
  }
}

/** Forgets the attempts at something, after a right one. */
export async function forgetAttempts(ctx: MutationContext<Actor>, guessed: readonly Guessed[]): Promise<void> {
  await toWrite(ctx)
    .delete(attempts)
    .where(inArray(attempts.key, guessed.map(keyOf)));
}

const PURGED_AT_ONCE = 500;

/** Removes up to 500 that are forgotten. Returns how many; call again until it is 0. */
export async function purgeAttempts(ctx: MutationContext<Actor>): Promise<number> {
  const db = unruled(ctx, "housekeeping looks after everybody's attempts");
  const over = db
    .select({ key: attempts.key })
    .from(attempts)
    .where(lte(attempts.lastAt, new Date(ctx.now.getTime() - FORGOTTEN_AFTER_MS)))
    .limit(PURGED_AT_ONCE);
  return (await db.delete(attempts).where(inArray(attempts.key, over)).returning({ key: attempts.key })).length;
}

const keyOf = ({ what }: Guessed) => hashToken(what);

function waitAfter(count: number, { free, firstWaitMs = FIRST_WAIT_MS }: Guessed): number {
  return count < free ? 0 : Math.min(firstWaitMs * 2 ** (count - free), LONGEST_WAIT_MS);
}

function tooMany(waitMs: number): Failure {
  const seconds = Math.ceil(waitMs / 1_000);
  const words = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new Failure("TOO_MANY_REQUESTS", `Too many attempts. Try again in ${words}.`, {
    details: { retryAfterSeconds: seconds },
  });
}
