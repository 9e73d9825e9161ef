import { expect, test } from "vitest";
import type { z } from "zod";
import {
  calendarDate,
  emailAddress,
  givenPassword,
  limit,
  line,
  linkToken,
  newPassword,
  rowId,
  text,
} from "./fields.ts";

const wrong: [string, z.ZodType, unknown, string][] = [
  ["a line that says nothing", line(80), "  ", "Fill this in"],
  ["a line that is too long", line(80), "x".repeat(81), "Use at most 80 characters"],
  ["a text that is too long", text(2_000), "x".repeat(2_001), "Use at most 2000 characters"],
  ["a text that cannot be stored", text(2_000), "nul \0", "Contains characters that cannot be stored"],
  ["no e-mail address", emailAddress, "ada", "Not an e-mail address"],
  ["a long e-mail address", emailAddress, `${"x".repeat(250)}@example.com`, "Use at most 254 characters"],
  ["a short password", newPassword, "short", "Use at least 10 characters"],
  ["a long password", newPassword, "x".repeat(201), "Use at most 200 characters"],
  ["no password", givenPassword, "", "Fill this in"],
  ["half a link", linkToken, "half", "Use the whole link"],
  ["no date", calendarDate, "tomorrow", "Use a date such as 2026-11-23"],
  ["no id", rowId, "APO-12", "Is not an id"],
  ["a page that is too long", limit(200, 50), 201, "Use a whole number from 1 to 200"],
];

test.each(wrong)("%s is told in words for people", (_, schema, value, words) => {
  const { error } = schema.safeParse(value);

  expect(error?.issues[0]?.message).toBe(words);
});

test.each([
  ["one kind of sign alone", "ycvnbxqwekd"],
  ["no letter at all", "8 301 - 5529 / 47"],
  ["any alphabet, signs and pictures", "пароль 密码 🗝️ '; --"],
  ["64 characters", "correct horse battery staple ".repeat(3).slice(0, 64)],
  ["200 characters", "correct horse battery staple ".repeat(7).slice(0, 199).concat("!")],
  ["spaces at either end", "  Correct Horse  "],
])("a password may have %s, and stays as it was typed", (_, password) => {
  expect(newPassword.parse(password)).toBe(password);
  expect(givenPassword.parse(password)).toBe(password);
});
