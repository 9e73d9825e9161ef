import { expect, test } from "vitest";
import { mailedCode } from "../fields.ts";
import { isCode, newCode, spelledCode } from "./code.ts";

test("a code has eight signs that are not mistaken for others, and hardly comes twice", () => {
  const codes = Array.from({ length: 2_000 }, newCode);

  expect(codes.filter((code) => !/^[2-9A-HJKMNP-TWXYZ]{8}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(2_000);
});

test("a code may be typed in small letters, with spaces and dashes, and no other fits", () => {
  const code = newCode();
  const typed = [code, spelledCode(code), code.toLowerCase(), ` ${code.slice(0, 4)} ${code.slice(4)} `];

  for (const text of typed) expect([text, isCode(code, mailedCode.parse(text))]).toEqual([text, true]);
  expect(isCode(code, `${code.slice(1)}2`)).toBe(false);
  expect(isCode(code, "")).toBe(false);
});
