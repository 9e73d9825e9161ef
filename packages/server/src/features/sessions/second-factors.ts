import { type AnyColumn, first, type Read } from "@plinth/database";
import { and, eq, isNotNull, isNull, notInArray, type SQL } from "drizzle-orm";
import { passkeys } from "../passkeys/table.ts";
import { recoveryCodes } from "../recovery-codes/table.ts";
import { totps } from "../totp/table.ts";

/** What somebody may be asked for besides what they sign in with. */
export const secondFactors = ["totp", "recovery", "passkey"] as const;

export type SecondFactor = (typeof secondFactors)[number];

interface Kind {
  method: SecondFactor;
  /** Whose it is, in the table that holds them. */
  owner: AnyColumn;
  /** Which of them count; all of them without. */
  counts?: SQL;
}

// A line for each kind. Recovery codes are none by themselves: they stand in for another.
const kinds: Kind[] = [
  { method: "totp", owner: totps.userId, counts: isNotNull(totps.confirmedAt) },
  { method: "passkey", owner: passkeys.userId },
];
const unusedCodes: Kind = { method: "recovery", owner: recoveryCodes.userId, counts: isNull(recoveryCodes.usedAt) };

/** Those that a person has set up. While there are any, one of them is asked for. */
export async function secondFactorsOf(db: Read, userId: string): Promise<SecondFactor[]> {
  const found: SecondFactor[] = [];
  for (const kind of kinds) if (await has(db, userId, kind)) found.push(kind.method);
  if (found.length > 0 && (await has(db, userId, unusedCodes))) found.push("recovery");
  return found;
}

/** The people who have set up none, as a condition on a column that holds their ids. */
export function withoutSecondFactor(db: Read, userId: AnyColumn): SQL | undefined {
  return and(
    ...kinds.map(({ owner, counts }) => notInArray(userId, db.select({ owner }).from(owner.table).where(counts))),
  );
}

async function has(db: Read, userId: string, { owner, counts }: Kind): Promise<boolean> {
  const theirs = and(eq(owner, userId), counts);
  return !!(await first(db.select({ owner }).from(owner.table).where(theirs).limit(1)));
}
