import { hkdfSync, randomBytes } from "node:crypto";
import { decrypt, encrypt } from "./encryption.ts";

// What has to be kept and read again, such as the secret of a webhook, is kept sealed: whoever has only a copy of the database cannot read it.
// The secrets are the process's, like its environment, so they are not handed from call to call.

/** What was sealed cannot be read: its secret is not known here. Where it is, it can. */
export class SealError extends Error {
  override name = "SealError";
}

/** What was sealed was changed, or sealed for something else: no secret reads it any more. */
export class DamagedSealError extends SealError {
  override name = "DamagedSealError";
}

let secrets: readonly string[] = [randomBytes(32).toString("base64url")];

/**
 * Names the secrets this process seals with, the newest first. Older ones only read what was sealed under them.
 *
 * @param known - each at least 32 characters that cannot be guessed.
 * @throws RangeError when one is shorter, or there is none
 */
export function useSecrets(known: readonly string[]): void {
  if (known.length === 0 || known.some((secret) => secret.length < LEAST_CHARACTERS)) {
    throw new RangeError(`a secret has at least ${LEAST_CHARACTERS} characters`);
  }
  secrets = known;
}

export const LEAST_CHARACTERS = 32;

/**
 * The text so that only this installation can read it again, and only for the same purpose.
 *
 * @param purpose - what it is for, such as `webhook secret`: what was sealed for one purpose does not open for another.
 * @example const secretSealed = seal("webhook secret", secret);
 */
export function seal(purpose: string, text: string): string {
  const [newest = ""] = secrets;
  return `${nameOf(newest)}.${encrypt(keyFor(newest, purpose), text).toString("base64url")}`;
}

/** The text that was sealed. @throws SealError that says which secret is missing, DamagedSealError when it was changed */
export function unseal(purpose: string, sealed: string): string {
  const [, name, content = ""] = SHAPE.exec(sealed) ?? [];
  if (!name) throw new DamagedSealError(`this is nothing that was sealed as a ${purpose}`);
  const secret = secrets.find((known) => nameOf(known) === name);
  if (!secret) {
    throw new SealError(
      `it was sealed with secret ${name}, which this process does not know: add it to PLINTH_SECRETS`,
    );
  }
  try {
    return decrypt(keyFor(secret, purpose), Buffer.from(content, "base64url"));
  } catch (cause) {
    throw new DamagedSealError(`this is nothing that was sealed as a ${purpose}`, { cause });
  }
}

/** Whether the newest secret sealed it; what an older one did is to be sealed again before that one goes. */
export function isSealedAnew(sealed: string): boolean {
  return sealed.startsWith(newestSeal());
}

/** What everything begins with that the newest secret sealed. */
export function newestSeal(): string {
  return `${nameOf(secrets[0] ?? "")}.`;
}

// The name of its secret, of 6 bytes, and nonce, tag and content, of 28 at least.
const SHAPE = /^([\w-]{8})\.([\w-]{38,})$/;

/** What a secret is called: tells nothing about it. */
function nameOf(secret: string): string {
  return derived(secret, "name", 6).toString("base64url");
}

function keyFor(secret: string, purpose: string): Buffer {
  return derived(secret, `key for ${purpose}`, 32);
}

function derived(secret: string, use: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "plinth vault", use, bytes));
}
