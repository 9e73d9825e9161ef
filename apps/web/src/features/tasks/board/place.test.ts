import { expect, test } from "vitest";
import { blankTask } from "../blank-task.ts";
import { moveTo, type Place, placed, placeOf, stepped } from "./place.ts";

const card = (id: string, rank: string, statusId: string) => ({ ...blankTask({ statusId }), id, rank });
const a = card("a", "a0", "todo");
const b = card("b", "a1", "todo");
const c = card("c", "a2", "doing");
const columns = [
  { statusId: "todo", total: 2, tasks: [a, b] },
  { statusId: "doing", total: 1, tasks: [c] },
  { statusId: "done", total: 0, tasks: [] },
];
const ids = (shown: typeof columns) => shown.map(({ tasks }) => tasks.map(({ id }) => id).join(""));

test("a card lies where its column shows it", () => {
  expect(placeOf(columns, "b")).toEqual({ statusId: "todo", index: 1 });
  expect(placeOf(columns, "z")).toBeUndefined();
});

test("a card at another place leaves its old one, and the totals follow", () => {
  const shown = placed(columns, a, { statusId: "doing", index: 1 });

  expect(ids(shown)).toEqual(["b", "ca", ""]);
  expect(shown.map(({ total }) => total)).toEqual([1, 2, 0]);
});

test("a place in the same column counts the other cards only", () => {
  expect(ids(placed(columns, a, { statusId: "todo", index: 1 }))).toEqual(["ba", "c", ""]);
});

test("steps stay on the board", () => {
  const top: Place = { statusId: "todo", index: 0 };

  expect(stepped(columns, "a", top, "ArrowUp")).toEqual(top);
  expect(stepped(columns, "a", top, "ArrowLeft")).toEqual(top);
  expect(stepped(columns, "a", { statusId: "todo", index: 1 }, "ArrowDown")).toEqual({ statusId: "todo", index: 1 });
  expect(stepped(columns, "b", { statusId: "doing", index: 1 }, "ArrowRight")).toEqual({ statusId: "done", index: 0 });
});

test("a move names its new neighbours, and a rank between theirs", () => {
  const move = moveTo(columns, c, { statusId: "todo", index: 1 });

  expect(move).toMatchObject({ id: "c", statusId: "todo", afterId: "a", beforeId: "b" });
  expect(move && move.rank > "a0" && move.rank < "a1").toBe(true);
});

test("in an empty column a card keeps its rank", () => {
  const move = moveTo(columns, a, { statusId: "done", index: 0 });

  expect(move).toEqual({ id: "a", statusId: "done", afterId: null, beforeId: null, rank: "a0" });
});

test("a card put back where it was is no move", () => {
  expect(moveTo(columns, b, { statusId: "todo", index: 1 })).toBeUndefined();
});

test("neighbours of equal rank do not stop a move", () => {
  const twins = [{ statusId: "todo", total: 2, tasks: [a, { ...b, rank: "a0" }] }, ...columns.slice(1)];

  expect(moveTo(twins, c, { statusId: "todo", index: 1 })).toMatchObject({ afterId: "a", beforeId: "b", rank: "a0" });
});
