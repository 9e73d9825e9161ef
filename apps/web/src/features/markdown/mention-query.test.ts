import { expect, test } from "vitest";
import { mentionable, mentionQuery, withMention } from "./mention-query.ts";

const people = [
  { name: "Ada Lovelace", email: "ada@example.com" },
  { name: "Grace Hopper", email: "hopper@navy.example" },
];

test("an @ at the start of a word begins a mention, one within an address does not", () => {
  expect(mentionQuery("Ask @gr", 7)).toEqual({ start: 4, text: "gr" });
  expect(mentionQuery("@", 1)).toEqual({ start: 0, text: "" });
  expect(mentionQuery("ada@ex", 6)).toBeNull();
});

test("a name of two words can be typed in full, a whole sentence cannot", () => {
  expect(mentionQuery("@Grace Ho", 9)).toEqual({ start: 0, text: "Grace Ho" });
  expect(mentionQuery("@Grace Hopper knows", 19)).toBeNull();
});

test("people are found by any of their names and by their address", () => {
  const found = (query: string) => mentionable(people, query).map(({ name }) => name);

  expect(found("LOVE")).toEqual(["Ada Lovelace"]);
  expect(found("hop")).toEqual(["Grace Hopper"]);
  expect(found("hopper@n")).toEqual(["Grace Hopper"]);
  expect(found("")).toHaveLength(2);
});

test("the name replaces what was typed, and the caret stands behind it", () => {
  expect(withMention("Ask @gr now", { start: 4, text: "gr" }, "Grace Hopper")).toEqual({
    text: "Ask @Grace Hopper now",
    caret: 18,
  });
});
