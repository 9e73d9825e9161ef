import type { Read } from "@plinth/database";

/** What somebody may be asked for besides what they sign in with. */
export const secondFactors = ["totp", "recovery", "passkey"] as const;

export type SecondFactor = (typeof secondFactors)[number];

/** Those that a person has set up. While there are any, one of them is asked for. */
export async function secondFactorsOf(_db: Read, _userId: string): Promise<SecondFactor[]> {
  return [];
}
