import { timingSafeEqual } from "node:crypto";
import { hashToken, randomSigns } from "./token.ts";

// Without what looks like something else when it is copied by hand: 0 and O, 1, I and L, U and V.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ";
const LENGTH = 8;

/** A random code that people copy by hand from a mail. To be kept beside a token, whose tries are counted: by itself it is too short. */
export function newCode(): string {
  return randomSigns(SIGNS, LENGTH);
}

/** As it is easier to copy: `ABCD-EFGH`. */
export function spelledCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** Whether what somebody typed is the code; how long it takes tells nothing of it. */
export function isCode(code: string, typed: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(code)), Buffer.from(hashToken(typed)));
}
