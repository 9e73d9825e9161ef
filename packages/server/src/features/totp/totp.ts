import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

// Codes that change with the time, as https://www.rfc-editor.org/rfc/rfc6238 has them. Every app reads these numbers; many ignore others.
const DIGITS = 6;
const STEP_MS = 30_000;
const SECRET_BYTES = 20;
// A clock may be this many steps off, and a code be typed this late.
const WINDOW = 1;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A secret that cannot be guessed, in base32 (https://www.rfc-editor.org/rfc/rfc4648#section-6), as apps take it. */
export function newTotpSecret(): string {
  // 20 bytes are 32 characters exactly, so none of them is padding.
  const bits = [...randomBytes(SECRET_BYTES)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.replaceAll(/.{5}/g, (five) => BASE32[Number.parseInt(five, 2)] ?? "");
}

/** Which step of 30 seconds a moment is in. */
export function stepAt(moment: Date): number {
  return Math.floor(moment.getTime() / STEP_MS);
}

/**
 * The code of a step: HOTP of its number, https://www.rfc-editor.org/rfc/rfc4226#section-5.3.
 *
 * @param secret - base32
 */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hmac = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = (hmac.at(-1) ?? 0) & 0xf;
  const number = hmac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step after `lastStep` whose code this is, at most one from now; `undefined` when there is none. */
export function stepOf(
  code: string,
  { secret, lastStep, now }: { secret: string; lastStep: number; now: Date },
): number | undefined {
  const current = stepAt(now);
  let found: number | undefined;
  for (let step = current - WINDOW; step <= current + WINDOW; step++) {
    if (isSame(codeAt(secret, step), code) && step > lastStep) found ??= step;
  }
  return found;
}

/** What an app reads from a QR code: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function totpUri({ secret, account }: { secret: string; account: string }): string {
  const label = `${encodeURIComponent(ISSUER)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(ISSUER)}`;
}

const ISSUER = "Plinth";

function isSame(code: string, typed: string): boolean {
  return code.length === typed.length && timingSafeEqual(Buffer.from(code), Buffer.from(typed));
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((character) => BASE32.indexOf(character).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
