import type { Read } from "@plinth/database";
import { eq } from "drizzle-orm";
import { passkeys } from "../passkeys/table.ts";

/** What somebody may be asked for besides what they sign in with. */
export const secondFactors = ["totp", "recovery", "passkey"] as const;

export type SecondFactor = (typeof secondFactors)[number];

/** Those that a person has set up. While there are any, one of them is asked for. */
export async function secondFactorsOf(db: Read, userId: string): Promise<SecondFactor[]> {
  const methods: SecondFactor[] = [];
  if (await hasPasskey(db, userId)) methods.push("passkey");
  return methods;
}

export async function hasPasskey(db: Read, userId: string): Promise<boolean> {
  const known = await db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, userId)).limit(1);
  return known.length > 0;
}
