import { expect, test } from "vitest";
import { codeAt, newTotpSecret, stepAt, stepOf, totpUri } from "./totp.ts";

// "12345678901234567890" in base32, the secret of the vectors.
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test("codes are those of RFC 6238, appendix B", () => {
  const vectors: [number, string][] = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ];

  for (const [seconds, code] of vectors) expect(codeAt(SECRET, stepAt(new Date(seconds * 1_000)))).toBe(code);
});

test("a code counts one step early and one step late, and never twice", () => {
  const now = new Date("2026-06-01T09:00:00.000Z");
  const step = stepAt(now);
  const found = (of: number, lastStep = 0) => stepOf(codeAt(SECRET, of), { secret: SECRET, lastStep, now });

  expect([-2, -1, 0, 1, 2].map((by) => found(step + by))).toEqual([undefined, step - 1, step, step + 1, undefined]);
  expect(found(step, step)).toBeUndefined();
  expect(found(step - 1, step)).toBeUndefined();
  expect(found(step + 1, step)).toBe(step + 1);
  expect(stepOf("", { secret: SECRET, lastStep: 0, now })).toBeUndefined();
});

test("secrets are 160 random bits that an app can read", () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret);

  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(totpUri({ secret: SECRET, account: "ada+x@example.com" })).toBe(
    `otpauth://totp/Plinth:ada%2Bx%40example.com?secret=${SECRET}&issuer=Plinth`,
  );
});
