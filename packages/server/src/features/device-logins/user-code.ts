import { randomInt } from "node:crypto";
import { z } from "zod";

// No vowels, so that no word comes about, and nothing that is taken for something else when it is read out or typed.
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const LENGTH = 8;

/** What a person compares and types, such as `BCDF-GHJK`: 34 bits, which ten minutes and few attempts make enough. */
export function newUserCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** The same as somebody typed it: in small letters, with or without the dash. */
export const userCode = z
  .string()
  .max(30, "Use the code that your terminal shows")
  .transform((text) => text.toUpperCase().replaceAll(/[\s-]/g, ""))
  .pipe(
    z
      .string()
      .regex(new RegExp(`^[${LETTERS}]{${LENGTH}}$`), "Use the code that your terminal shows, such as BCDF-GHJK"),
  )
  .transform((letters) => `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`);
