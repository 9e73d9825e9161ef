import { expect, test } from "vitest";
import { actorWords, sentenceOf, type Told } from "./sentences.ts";

const people = (...names: string[]) => names.map((name) => ({ name }));

const told = (part: Partial<Told>): Told => ({
  ...{ kind: "commented", count: 1, actors: people("Ada"), actorCount: 1 },
  ...{
    workspace: { name: "Moon" },
    project: { key: "APO", name: "Apollo" },
    task: { number: 12, dueOn: "2026-06-01" },
  },
  ...part,
});

test("people are named as far as they fit", () => {
  expect(actorWords({ actors: people("Ada"), actorCount: 1 })).toBe("Ada");
  expect(actorWords({ actors: people("Ada", "Bo"), actorCount: 2 })).toBe("Ada and Bo");
  expect(actorWords({ actors: people("Ada", "Bo", "Cy"), actorCount: 3 })).toBe("Ada, Bo and Cy");
  expect(actorWords({ actors: people("Ada", "Bo", "Cy"), actorCount: 5 })).toBe("Ada, Bo and 3 others");
  expect(actorWords({ actors: people("Ada"), actorCount: 2 })).toBe("Ada and one other");
  expect(actorWords({ actors: [], actorCount: 1 })).toBe("Someone who left");
  expect(actorWords({ actors: [], actorCount: 2 })).toBe("People who left");
});

test.each<[string, Partial<Told>]>([
  ["Ada commented on APO-12", {}],
  ["Ada and Bo wrote 10 comments on APO-12", { count: 10, actors: people("Ada", "Bo"), actorCount: 2 }],
  ["Ada mentioned you on APO-12", { kind: "mentioned" }],
  ["Ada mentioned you on APO-12 twice", { kind: "mentioned", count: 2 }],
  ["Ada mentioned you on APO-12 3 times", { kind: "mentioned", count: 3 }],
  ["Ada assigned you APO-12", { kind: "assigned" }],
  ["Ada assigned you 30 tasks in Apollo", { kind: "assigned", count: 30, task: null }],
  ["Ada invited you to Moon. The link is in your mail", { kind: "invited", project: null, task: null }],
  ["APO-12 is due <2026-06-01>", { kind: "dueSoon" }],
  ["APO-12 was due", { kind: "dueSoon", task: { number: 12, dueOn: null } }],
])("%s", (words, part) => {
  expect(sentenceOf(told(part), (dueOn) => `<${dueOn}>`)).toBe(words);
});
