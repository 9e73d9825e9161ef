import { expect, test } from "vitest";
import { parseSearch } from "./search-query.ts";

/** Terms as they are typed: phrases in quotes, beginnings with a star. */
const read = (typed: string) =>
  parseSearch(typed)
    ?.terms.map(({ words, prefix }) => (words.length > 1 ? `"${words.join(" ")}"` : words[0]) + (prefix ? "*" : ""))
    .join(" ");

test.each([
  ["lift", "lift*"],
  ["Lift ", "lift"],
  ["lift off", "lift off*"],
  ["lift off!", "lift off"],
  ['"lift off"', '"lift off"'],
  ['"lift"', "lift"],
  ['"lift off" da', '"lift off" da*'],
  ['da "lift off"', 'da "lift off"'],
  ['"lift off', "lift off*"],
  ["“Lift off” „da“ x", '"lift off" da x*'],
  ["APO-12", "apo 12*"],
  ["ça É", "ca e*"],
  ["x".repeat(300), `${"x".repeat(250)}*`],
  [`${"x".repeat(300)} y`, `${"x".repeat(250)}* y*`],
  ["", undefined],
  [' "" !? ', undefined],
  ["\u0301", undefined],
])("%j is read as %j", (typed, terms) => {
  expect(read(typed)).toBe(terms);
});

test("no more than 32 terms and 10,000 characters are read", () => {
  expect(parseSearch("a ".repeat(4_000))?.terms).toHaveLength(32);
  expect(parseSearch(`${" ".repeat(10_000)}a`)).toBeUndefined();
});
