import { expect, test } from "vitest";
import { deedWords, type Entry } from "./sentences.ts";

const entry = (name: string, data: Entry["data"] = {}): Entry => ({
  ...{ id: "1", name, at: "2026-11-23T12:00:00.000Z", actorId: "a", actorName: "Ada", subjectId: "t", task: null },
  data,
});

test("history reads as sentences", () => {
  expect(deedWords(entry("task.moved", { from: "Todo", to: "Done" }), "this")).toBe("moved this from Todo to Done");
  expect(deedWords(entry("task.changed", { fields: ["title", "dueOn", "labelIds"] }), "APO-1")).toBe(
    "changed the title, the due date and the labels of APO-1",
  );
  expect(deedWords(entry("status.deleted", { name: "Later", movedTo: "Todo", tasks: 3 }), "")).toBe(
    "deleted the status “Later”; its tasks went to “Todo”",
  );
});

test("a change of status is told as a move, and the rest beside it", () => {
  const data = { fields: ["statusId", "priority"], from: "Todo", to: "Done" };

  expect(deedWords(entry("task.changed", data), "this")).toBe("moved this from Todo to Done and changed the priority");
  expect(deedWords(entry("task.changed", { ...data, fields: ["statusId"] }), "this")).toBe(
    "moved this from Todo to Done",
  );
});

test("a deleted task needs no name", () => {
  expect(deedWords(entry("task.deleted"), "a task that is deleted now")).toBe("moved a task to the trash");
  expect(deedWords(entry("task.deleted"), "this")).toBe("moved this to the trash");
});

test("an event nobody has words for yet is still told", () => {
  expect(deedWords(entry("project.star_given"), "this")).toBe("project star given");
  expect(deedWords(entry("invoice.created"), "this")).toBe("created an invoice");
});
