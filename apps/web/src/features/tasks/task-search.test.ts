import { expect, test } from "vitest";
import { inDays, today } from "./calendar.ts";
import { filterCount, TaskSearch, toFilter, withoutFilters } from "./task-search.ts";

const project = "01900000-0000-7000-8000-000000000001";
const ada = "01900000-0000-7000-8000-00000000000a";
const filterOf = (search: object) => toFilter(TaskSearch.parse(search), project, ada);

test("an address that makes no sense shows everything rather than an error", () => {
  const search = { view: "globe", sort: 7, status: { $ne: 1 }, due: "never", task: "twelve", priority: "extreme" };

  expect(filterOf(search)).toEqual({ projectId: project });
  expect(TaskSearch.parse(search).task).toBeUndefined();
});

test("a number in the search box stays text", () => {
  expect(filterOf({ q: 12 })).toEqual({ projectId: project, text: "12" });
});

test("“me” is whoever looks, “none” is nobody", () => {
  expect(filterOf({ assignee: "me,none" })).toEqual({ projectId: project, assigneeIds: [ada, null] });
});

test("ids that are none are left out, so that a shortened link still works", () => {
  expect(filterOf({ status: `${project},01900` })).toMatchObject({ statusIds: [project] });
});

test("overdue excludes today, today includes what is overdue", () => {
  expect(filterOf({ due: "overdue" })).toMatchObject({ dueBefore: today() });
  expect(filterOf({ due: "today" })).toMatchObject({ dueBefore: inDays(1) });
});

test("clearing the filters keeps the view and the open task", () => {
  const search = TaskSearch.parse({ view: "board", task: 3, q: "x", label: project });

  expect(filterCount(search)).toBe(2);
  expect(filterCount(withoutFilters(search))).toBe(0);
  expect(withoutFilters(search)).toMatchObject({ view: "board", task: 3 });
});
