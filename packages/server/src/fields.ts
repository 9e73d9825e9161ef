import { z } from "zod";

// The kinds of value that inputs are made of. This file imports only zod, so that the browser can check forms with it.

const storable = (value: string) => !value.includes("\0") && value.isWellFormed();
const unstorable = "Contains characters that cannot be stored";

/** Text as the person wrote it, at most `max` characters. */
export const text = (max: number) => z.string().max(max).refine(storable, unstorable);

/** One line that must say something: trimmed, 1 to `max` characters. */
export const line = (max: number) => z.string().trim().min(1).max(max).refine(storable, unstorable);

/** A row's id. */
export const rowId = z.uuid().toLowerCase();

/** A calendar date without a time, `2026-11-23`. */
export const calendarDate = z.iso.date();

/** An e-mail address in its canonical form: trimmed, NFKC, lower case. */
export const emailAddress = z
  .string()
  .max(254)
  .refine(storable, unstorable)
  .transform((value) => value.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email("Not an e-mail address"));

/** A password as typed: nothing is trimmed or folded. Length is its strength. */
export const newPassword = z.string().min(10, "Use at least 10 characters").max(200).refine(storable, unstorable);

/** A password to check: the same bound, so that a huge one costs nothing. */
export const givenPassword = z.string().min(1).max(200).refine(storable, unstorable);

/** A one-time token out of a link. */
export const linkToken = z.string().min(20).max(100).refine(storable, unstorable);

/** Markdown, up to 200,000 characters. */
export const markdown = text(200_000);

/** Where a list goes on; opaque. */
export const cursor = z.string().max(500).refine(storable, unstorable);

/** What infinite queries of the React bindings send along with a cursor. Lists only go forward. */
export const direction = z.literal("forward").optional();

/** How many rows a page has. */
export const limit = (max: number, usual: number) => z.int().min(1).max(max).default(usual);
