import { expect, test } from "vitest";
import { guessedMapping } from "./csv-fields.ts";

test("columns of other trackers are recognised by their names", () => {
  expect(guessedMapping(["Issue key", "Summary", "Status", "Due_Date", "Story Points", "Watchers"])).toEqual({
    ...{ externalId: "Issue key", title: "Summary", status: "Status", dueOn: "Due_Date", estimate: "Story Points" },
  });
});

test("nothing is guessed from names that say nothing", () => {
  expect(guessedMapping(["A", "B"])).toEqual({});
});
