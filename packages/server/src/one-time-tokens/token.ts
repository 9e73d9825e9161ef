import { createHash, randomBytes } from "node:crypto";

/** A random token for a link, 256 bits, safe in a URL. Only its hash is ever stored. */
export function newLinkToken(): string {
  return randomBytes(32).toString("base64url");
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

/** Random small letters and digits, five bits each, of which a double click takes all. */
export function randomLetters(count: number): string {
  return Array.from(randomBytes(count), (byte) => LETTERS[byte % LETTERS.length]).join("");
}

/** What is stored of a token: SHA-256 in hex. A random token needs no slow hash. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
