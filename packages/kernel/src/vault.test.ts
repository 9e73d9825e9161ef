import { afterEach, expect, test } from "vitest";
import { DamagedSealError, isSealedAnew, SealError, seal, unseal, useSecrets } from "./vault.ts";

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
    new DamagedSealError("this is nothing that was sealed as a one-time code"),
  );
});

test("not one changed, missing or added character goes unnoticed, and is told apart from a secret that is missing", () => {
  const sealed = seal("webhook secret", "a text");
  const changed = [...sealed].map(
    (_, at) => sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1),
  );
  const isName = (at: number) => at < sealed.indexOf(".");
  for (const [at, other] of changed.entries()) {
    // The last character of base64url may carry bits that mean nothing.
    if (at === changed.length - 1) continue;
    // Which secret it was is not to be told any more where the name of it was changed.
    expect(() => unseal("webhook secret", other), other).toThrow(isName(at) ? SealError : DamagedSealError);
  }
  for (const other of [sealed.slice(0, -4), `${sealed}AAAA`, sealed.slice(0, 12), sealed.slice(1), "", ".", "text"]) {
    expect(() => unseal("webhook secret", other), other).toThrow(DamagedSealError);
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
  expect(() => unseal("webhook secret", old)).not.toThrow(DamagedSealError);
});

test("a secret that could be guessed is refused", () => {
  expect(() => useSecrets([])).toThrow("at least 32 characters");
  expect(() => useSecrets([first, "short"])).toThrow("at least 32 characters");
});
