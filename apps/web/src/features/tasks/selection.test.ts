import { expect, test } from "vitest";
import { Selection } from "./selection.ts";

const order = ["a", "b", "c", "d"];

test("a range reaches from the last selected to the clicked task, in either direction", () => {
  const selection = new Selection();
  selection.toggle("c");
  selection.extend("a", order);

  expect(selection.ids().sort()).toEqual(["a", "b", "c"]);
});

test("a range that starts at a task no longer on the screen selects only the clicked one", () => {
  const selection = new Selection();
  selection.toggle("gone");
  selection.extend("b", order);

  expect(selection.ids()).toEqual(["gone", "b"]);
});

test("who listens hears of every change, and of nothing when nothing changes", () => {
  const selection = new Selection();
  let heard = 0;
  const stop = selection.subscribe(() => heard++);
  selection.clear();
  selection.toggle("a");
  selection.toggle("a");
  stop();
  selection.toggle("b");

  expect(heard).toBe(2);
  expect(selection.has("a")).toBe(false);
});
