import { createHash, randomBytes, randomInt } from "node:crypto";

/** A random token for a link, 256 bits, safe in a URL. Only its hash is ever stored. */
export function newLinkToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Random signs of an alphabet, each as likely as any other. */
export function randomSigns(alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** What is stored of a token: SHA-256 in hex. A random token needs no slow hash. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
