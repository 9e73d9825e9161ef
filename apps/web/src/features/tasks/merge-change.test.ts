import { expect, test } from "vitest";
import { mergeChange } from "./merge-change.ts";
import type { TaskInFull } from "./task.ts";

const base = { title: "Plan", body: "Old", version: 1 };
// Only the texts of a task decide here.
const newest = (texts: { title: string; body: string }) => ({ ...base, ...texts, version: 2 }) as TaskInFull;

test("text that only one person changed is no conflict", () => {
  expect(mergeChange(base, newest({ title: "Better", body: "Old" }), { body: "Mine" })).toBeNull();
  expect(mergeChange(base, newest({ title: "Plan", body: "Old" }), { title: "Mine" })).toBeNull();
});

test("text that both changed is a question, with both texts", () => {
  const conflict = mergeChange(base, newest({ title: "Plan", body: "Theirs" }), { body: "Mine" });

  expect(conflict).toMatchObject({ field: "body", theirs: "Theirs", mine: "Mine", newest: { version: 2 } });
});

test("the same change made twice is no conflict", () => {
  expect(mergeChange(base, newest({ title: "Better", body: "Old" }), { title: "Better" })).toBeNull();
});

test("picking a value is never a conflict", () => {
  expect(mergeChange(base, newest({ title: "T", body: "B" }), { priority: "high", labelIds: [] })).toBeNull();
});
