import { z } from "zod";

// No vowels, so that no word comes about, and nothing that is taken for something else when it is read out or typed.
export const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
export const LENGTH = 8;

/** A code as somebody typed it: in small letters, with or without the dash. */
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
