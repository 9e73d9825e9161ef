import { expect, test } from "vitest";
import { inDays, today } from "../tasks/calendar.ts";
import type { Notification } from "./notification.ts";
import { actorWords, deedWords } from "./sentences.ts";

const people = (...names: string[]) => names.map((name) => ({ userId: name, name }));

const line = (part: Partial<Notification>): Notification => ({
  ...{ id: "1", kind: "commented", count: 1, actors: people("Ada"), actorCount: 1, lastAt: "", readAt: null },
  ...{ workspace: { slug: "moon", name: "Moon" }, project: { key: "APO", name: "Apollo" }, excerpt: null },
  task: { id: "2", number: 12, title: "Land", dueOn: null },
  ...part,
});

test("people are named as far as they fit", () => {
  expect(actorWords({ actors: people("Ada"), actorCount: 1 })).toBe("Ada");
  expect(actorWords({ actors: people("Ada", "Bo"), actorCount: 2 })).toBe("Ada and Bo");
  expect(actorWords({ actors: people("Ada", "Bo", "Cy"), actorCount: 3 })).toBe("Ada, Bo and Cy");
  expect(actorWords({ actors: people("Ada", "Bo", "Cy"), actorCount: 5 })).toBe("Ada, Bo and 3 others");
  expect(actorWords({ actors: people("Ada"), actorCount: 2 })).toBe("Ada and one other");
  expect(actorWords({ actors: [], actorCount: 1 })).toBe("Someone who left");
});

test.each<[string, Partial<Notification>]>([
  ["commented on APO-12", {}],
  ["wrote 10 comments on APO-12", { count: 10 }],
  ["mentioned you on APO-12", { kind: "mentioned" }],
  ["mentioned you on APO-12 twice", { kind: "mentioned", count: 2 }],
  ["mentioned you on APO-12 3 times", { kind: "mentioned", count: 3 }],
  ["assigned you APO-12", { kind: "assigned" }],
  ["assigned you 30 tasks in Apollo", { kind: "assigned", count: 30, task: null }],
  ["invited you to Moon. The link is in your mail", { kind: "invited", project: null, task: null }],
  ["APO-12 is due today", { kind: "dueSoon", task: { id: "2", number: 12, title: "Land", dueOn: today() } }],
  ["APO-12 is due tomorrow", { kind: "dueSoon", task: { id: "2", number: 12, title: "Land", dueOn: inDays(1) } }],
  [
    "APO-12 is due on 1 Jan 2001",
    { kind: "dueSoon", task: { id: "2", number: 12, title: "Land", dueOn: "2001-01-01" } },
  ],
])("%s", (words, part) => {
  expect(deedWords(line(part))).toBe(words);
});
