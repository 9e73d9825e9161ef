import { expect, test } from "vitest";
import { dueUrgency, dueWords, inDays, nextMonday, today } from "./calendar.ts";

test("near dates have words, others are dates", () => {
  expect([dueWords(today()), dueWords(inDays(1)), dueWords(inDays(-1))]).toEqual(["Today", "Tomorrow", "Yesterday"]);
  expect(dueWords("2031-03-09")).toBe("9 Mar 2031");
});

test("what is due today is not late", () => {
  expect([dueUrgency(inDays(-1)), dueUrgency(today()), dueUrgency(inDays(30))]).toEqual(["late", "soon", "later"]);
});

test("next Monday lies one to seven days ahead", () => {
  expect(new Date(`${nextMonday()}T12:00:00Z`).getUTCDay()).toBe(1);
  expect(nextMonday() > today() && nextMonday() <= inDays(7)).toBe(true);
});
