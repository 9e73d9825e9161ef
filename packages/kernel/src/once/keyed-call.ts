import { createHash, hkdfSync } from "node:crypto";
import type { Actor } from "../actor.ts";
import { decrypt, encrypt } from "../encryption.ts";

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
// copy of the database has no key to it.

/** Text that only who knows the call's key can read again. */
export function sealed(call: KeyedCall, text: string): string {
  return encrypt(secretOf(call), text).toString("base64");
}

export function unsealed(call: KeyedCall, text: string): string {
  return decrypt(secretOf(call), Buffer.from(text, "base64"));
}

function secretOf({ key, caller }: KeyedCall): Buffer {
  return Buffer.from(hkdfSync("sha256", key, caller, "plinth answered call", 32));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
