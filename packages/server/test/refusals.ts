import type { FailureCode } from "@plinth/kernel";
import { expect } from "vitest";

/** Asserts that all of these calls are refused, and why. */
export async function expectRefused(
  calls: Promise<unknown>[],
  why: { code: FailureCode; message?: string },
): Promise<void> {
  const outcomes = await Promise.allSettled(calls);
  expect(calls.length).toBeGreaterThan(0);
  for (const outcome of outcomes) {
    expect(outcome.status === "rejected" ? outcome.reason : "done").toMatchObject(why);
  }
}
