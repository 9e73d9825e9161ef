import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { Actor } from "../actor.ts";

/** A call that its caller may send again under the same key, and be given the same answer. */
export interface KeyedCall {
  /** What only the caller knows. */
  key: string;
  caller: string;
  /** The key's name in the database and in answers. */
  id: string;
  /** Tells this call from any other that may come under the same key. */
  call: string;
}

/** @param key - any text that cannot be guessed, such as a UUID. */
export function keyedCall(
  key: string,
  { actor, path, input }: { actor: Actor; path: string; input: unknown },
): KeyedCall {
  return { key, caller: callerOf(actor), id: keyId(key), call: hash(JSON.stringify([path, input ?? null])) };
}

/** What a key is known by outside of the caller. */
export function keyId(key: string): string {
  return hash(key).slice(0, 22);
}

/** Who may be given an answer again: any session of the same person, as a key only that key. */
export function callerOf(actor: Actor): string {
  if (actor.kind === "user") return `user ${actor.userId}`;
  return actor.kind === "key" ? `key ${actor.keyId}` : actor.kind;
}

// Answers hold secrets, such as the token of an invite, that are stored nowhere else. So an answer is kept under lock: whoever has only a
// copy of the database has no key to it. AES-256-GCM: https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Text that only who knows the call's key can read again. */
export function sealed(call: KeyedCall, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", secretOf(call), nonce);
  const content = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]).toString("base64");
}

export function unsealed(call: KeyedCall, text: string): string {
  const bytes = Buffer.from(text, "base64");
  const decipher = createDecipheriv("aes-256-gcm", secretOf(call), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const content = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(content), decipher.final()]).toString("utf8");
}

function secretOf({ key, caller }: KeyedCall): Buffer {
  return Buffer.from(hkdfSync("sha256", key, caller, "plinth answered call", 32));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
