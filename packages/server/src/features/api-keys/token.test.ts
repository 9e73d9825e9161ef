import { expect, test } from "vitest";
import { hashToken } from "../../one-time-tokens/token.ts";
import { isKeyToken, isWellFormed, newKeyToken } from "./token.ts";

test("a token has 256 random bits, and is told from any slip of the pen without asking the database", () => {
  const made = Array.from({ length: 200 }, () => newKeyToken());

  for (const { token, prefix } of made) {
    expect(token).toMatch(/^plk_[a-z2-7]{8}_[a-z2-7]{52}[0-9a-f]{8}$/);
    expect(token.startsWith(`${prefix}_`)).toBe(true);
    expect([isKeyToken(token), isWellFormed(token)]).toEqual([true, true]);
    const at = 4 + Math.floor(Math.random() * (token.length - 4));
    const slip = token.slice(0, at) + (token[at] === "a" ? "b" : "a") + token.slice(at + 1);
    expect(isWellFormed(slip)).toBe(false);
  }
  expect(new Set(made.map(({ token }) => token)).size).toBe(made.length);
  // Right in itself, and too short to be hard to guess.
  const short = `plk_aaaaaaaa_${"a".repeat(8)}`;
  expect(isWellFormed(short + hashToken(short).slice(0, 8))).toBe(false);
  for (const wrong of ["", "plk_", "plk_aaaaaaaa_", `${made[0]?.token} `, `${made[0]?.token}0`, "x".repeat(500)]) {
    expect(isWellFormed(wrong)).toBe(false);
  }
});
