import { expect, test } from "vitest";
import { blankTask } from "./blank-task.ts";
import { changedBoard, changedList, reducedBoard, reducedList } from "./cached-tasks.ts";
import type { Task, TaskPage } from "./task.ts";

const task = (id: string, rank: string, statusId = "todo"): Task => ({ ...blankTask({ statusId }), id, rank });
const list = (...pages: Task[][]) => ({
  pages: pages.map((tasks): TaskPage => ({ tasks, nextCursor: null })),
  pageParams: [],
});
const idsOf = ({ pages }: { pages: TaskPage[] }) => pages.map(({ tasks }) => tasks.map(({ id }) => id).join(""));
const changed = (...tasks: Task[]) => new Map(tasks.map((one) => [one.id, one]));
const a = task("a", "a0");
const b = task("b", "a1");

test("a changed task is shown changed, on whatever page it is", () => {
  const { pages } = changedList(list([a], [b]), {}, changed({ ...b, title: "New" }));

  expect(pages[1]?.tasks[0]?.title).toBe("New");
});

test("a task that changes its status leaves one group of a list and enters the other at its place", () => {
  const moved = { ...a, statusId: "done" };
  const todo = changedList(list([a, b]), { statusIds: ["todo"], sort: "manual" }, changed(moved));
  const done = changedList(
    list([task("c", "Zz", "done"), task("d", "a5", "done")]),
    { statusIds: ["done"], sort: "manual" },
    changed(moved),
  );

  expect(idsOf(todo)).toEqual(["b"]);
  expect(idsOf(done)).toEqual(["cad"]);
});

test("a list that shows all statuses takes nothing in: what is missing is on a page not loaded yet", () => {
  expect(idsOf(changedList(list([a]), {}, changed(b)))).toEqual(["a"]);
});

test("a card goes to the column of its status, at the place of its rank, and the totals follow", () => {
  const board = {
    columns: [
      { statusId: "todo", total: 12, tasks: [a, b] },
      { statusId: "done", total: 1, tasks: [task("c", "a05", "done")] },
    ],
  };
  const { columns } = changedBoard(board, changed({ ...a, statusId: "done", rank: "a0V" }));

  expect(columns.map(({ total, tasks }) => [total, tasks.map(({ id }) => id).join("")])).toEqual([
    [11, "b"],
    [2, "ca"],
  ]);
});

test("what is deleted is gone from lists and boards", () => {
  const board = { columns: [{ statusId: "todo", total: 2, tasks: [a, b] }] };

  expect(idsOf(reducedList(list([a, b]), new Set(["a"])))).toEqual(["b"]);
  expect(reducedBoard(board, new Set(["a"])).columns[0]).toMatchObject({ total: 1, tasks: [b] });
});
