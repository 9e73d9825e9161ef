import { expect, test } from "vitest";
import { daysLeft } from "./days-left.ts";

const deletedAt = "2026-11-01T12:00:00Z";
const after = (days: number) => Date.parse(deletedAt) + days * 24 * 60 * 60 * 1000;

test("a deleted task is kept for 30 days", () => {
  expect(daysLeft(deletedAt, after(0))).toBe("It goes for good in 30 days.");
  expect(daysLeft(deletedAt, after(29))).toBe("It goes for good tomorrow.");
  expect(daysLeft(deletedAt, after(30))).toBe("It goes for good today.");
});
