import { validate, version } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import { newId } from "./new-id.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("ids are UUIDs of version 7, no two alike, each after the one before", () => {
  const ids = Array.from({ length: 50_000 }, newId);

  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual([...ids].sort());
});

test("a clock that is set back does not put a new id before an old one", () => {
  const before = newId();
  vi.useFakeTimers({ now: Date.now() - 3_600_000, toFake: ["Date"] });

  expect(newId() > before).toBe(true);
});

test("what is random in ids made in the same millisecond differs", () => {
  vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ["Date"] });

  const tails = Array.from({ length: 1_000 }, () => newId().slice(-10));

  expect(new Set(tails).size).toBe(1_000);
});
