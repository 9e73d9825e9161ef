import { z } from "zod";
import { isCommonPassword, tooCommon } from "./features/accounts/common-passwords.ts";

// The kinds of value that inputs are made of, with the words for what is wrong with one: people read them beside a field of a form, in
// the terminal and in answers of the API. This file imports only zod and such as
// do without the server, so that the browser can check forms with it.

const storable = (value: string) => !value.includes("\0") && value.isWellFormed();
const unstorable = "Contains characters that cannot be stored";
const empty = "Fill this in";
const atMost = (max: number) => `Use at most ${max} characters`;

/** Text as the person wrote it, at most `max` characters. */
export const text = (max: number) => z.string().max(max, atMost(max)).refine(storable, unstorable);

/** One line that must say something: trimmed, 1 to `max` characters. */
export const line = (max: number) => z.string().trim().min(1, empty).max(max, atMost(max)).refine(storable, unstorable);

/** A row's id. */
export const rowId = z.uuid("Is not an id").toLowerCase();

/** A calendar date without a time, `2026-11-23`. */
export const calendarDate = z.iso.date("Use a date such as 2026-11-23");

/** An e-mail address in its canonical form: trimmed, NFKC, lower case. */
export const emailAddress = z
  .string()
  .max(254, atMost(254))
  .refine(storable, unstorable)
  .transform((value) => value.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email("Not an e-mail address"));

/** How many characters a password has at least. */
export const LEAST_PASSWORD = 10;

/** A password as typed: nothing is trimmed or folded. Length is its strength, but for those that everybody has. */
export const newPassword = z
  .string()
  .min(LEAST_PASSWORD, `Use at least ${LEAST_PASSWORD} characters`)
  .max(200, atMost(200))
  .refine(storable, unstorable)
  .refine((value) => !isCommonPassword(value), tooCommon);

/** A password to check: the same bound, so that a huge one costs nothing. */
export const givenPassword = z.string().min(1, empty).max(200, atMost(200)).refine(storable, unstorable);

/** A one-time token out of a link. */
export const linkToken = z
  .string()
  .min(20, "Use the whole link")
  .max(100, "Use the whole link")
  .refine(storable, unstorable);

/** A code out of a mail, as its eight signs however it was typed: `abcd-efgh` is `ABCDEFGH`. */
export const mailedCode = z
  .string()
  .max(40, "Use the eight signs of the mail")
  .refine(storable, unstorable)
  .transform((value) => value.replace(/[\s-]/g, "").toUpperCase())
  .pipe(z.string().regex(/^[2-9A-Z]{8}$/, "Use the eight signs of the mail"));

/** Markdown, up to 200,000 characters. */
export const markdown = text(200_000);

/** Where a list goes on; opaque. */
export const cursor = z.string().max(500).refine(storable, unstorable);

/** What infinite queries of the React bindings send along with a cursor. Lists only go forward. */
export const direction = z.literal("forward").optional();

/** A whole number, at least `min` and at most `max`. */
export const wholeNumber = (min: number, max: number) => {
  const words = `Use a whole number from ${min} to ${max}`;
  return z.int(words).min(min, words).max(max, words);
};

/** How many rows a page has. */
export const limit = (max: number, usual: number) => wholeNumber(1, max).default(usual);
