import { afterEach, expect, test } from "vitest";
import { isSealedAnew, SealError, seal, unseal, useSecrets } from "./vault.ts";

const first = "first-secret-of-this-installation";
const second = "second-secret-of-this-installation";

afterEach(() => useSecrets([first]));

test("what was sealed is read again, looks like nothing, and never the same", () => {
  useSecrets([first]);
  const text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw – ü";

  const sealed = seal("webhook secret", text);

  expect(unseal("webhook secret", sealed)).toBe(text);
  expect(sealed).not.toContain("whsec");
  expect(seal("webhook secret", text)).not.toBe(sealed);
});

test("what was sealed for one purpose does not open for another", () => {
  const sealed = seal("webhook secret", "text");

  expect(() => unseal("one-time code", sealed)).toThrow(
    new SealError("this is nothing that was sealed as a one-time code"),
  );
});

test("not one changed, missing or added character goes unnoticed", () => {
  const sealed = seal("webhook secret", "a text");
  const changed = [...sealed].map(
    (_, at) => sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1),
  );
  // The last character of base64url may carry bits that mean nothing.
  for (const other of [...changed.slice(0, -1), sealed.slice(0, -4), `${sealed}AAAA`, "", "."]) {
    expect(() => unseal("webhook secret", other), other).toThrow(SealError);
  }
});

test("a new secret seals, the old one still opens, and without it the refusal says which is missing", () => {
  useSecrets([first]);
  const old = seal("webhook secret", "text");
  useSecrets([second, first]);

  expect(unseal("webhook secret", old)).toBe("text");
  expect(isSealedAnew(old)).toBe(false);
  expect(isSealedAnew(seal("webhook secret", "text"))).toBe(true);

  useSecrets([second]);
  expect(() => unseal("webhook secret", old)).toThrow(/sealed with secret \S{8}, which this process does not know/);
});

test("a secret that could be guessed is refused", () => {
  expect(() => useSecrets([])).toThrow("at least 32 characters");
  expect(() => useSecrets([first, "short"])).toThrow("at least 32 characters");
});
