import { hashToken, randomSigns } from "../../one-time-tokens/token.ts";

// plk_<8 to know it again by>_<256 bits at random><8 that tell a token from a slip of the pen>
const SHAPE = /^plk_[a-z2-7]{8}_[a-z2-7]{52}[0-9a-f]{8}$/;
const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const CHECKSUM = 8;

/** Makes a token, of small letters and digits, so that a double click takes all of it. @returns the only copy of it, and what may be shown of it */
export function newKeyToken(): { token: string; prefix: string } {
  const prefix = `plk_${randomSigns(LETTERS, 8)}`;
  const token = `${prefix}_${randomSigns(LETTERS, 52)}`;
  return { token: token + checksumOf(token), prefix };
}

/** Whether it is meant to be a key: no session's token begins like one. */
export function isKeyToken(bearer: string): boolean {
  return bearer.startsWith("plk_");
}

/** Whether it can be the token of a key, which whoever scans for secrets can tell without asking. */
export function isWellFormed(token: string): boolean {
  return SHAPE.test(token) && checksumOf(token.slice(0, -CHECKSUM)) === token.slice(-CHECKSUM);
}

const checksumOf = (text: string) => hashToken(text).slice(0, CHECKSUM);
