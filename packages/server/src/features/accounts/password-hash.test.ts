// Faults: 52.
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password-hash.ts";

test("a hash fits its own password alone", async () => {
  const hash = await hashPassword("correct horse");

  expect(await verifyPassword(hash, "correct horse")).toBe(true);
  expect(await verifyPassword(hash, "Correct horse")).toBe(false);
  expect(await verifyPassword(undefined, "correct horse")).toBe(false);
});

test("beyond a hundred that wait, hashing is refused rather than queued", async () => {
  const hashes = Array.from({ length: 105 }, () => hashPassword("correct horse"));

  const outcomes = await Promise.allSettled(hashes);

  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(refusals).toHaveLength(3);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(await hashPassword("correct horse")).toMatch(/^\$argon2id\$/);
});
