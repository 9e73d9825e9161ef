import { describe, expect, test } from "vitest";
import { type ExcerptPart, excerpt, markHits } from "./search-excerpt.ts";
import { parseSearch } from "./search-query.ts";

const search = (typed: string) => parseSearch(typed) ?? expect.fail("nothing to search for");
const shown = (parts: ExcerptPart[]) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");

describe("what was searched for is marked", () => {
  test.each([
    ["lif", "Lift off", "[Lift] off"],
    ["lif ", "Lift off", "Lift off"],
    ["off lift", "Lift off, lift", "[Lift] [off], [lift]"],
    ['"lift off"', "off lift, Lift—OFF!", "off lift, [Lift—OFF]!"],
    ['"a b" a', "a b a c", "[a b] [a] c"],
    ["ecole", "L'E\u0301COLE", "L'[E\u0301COLE]"],
    ["b", "<b>&amp;</b>", "<[b]>&amp;</[b]>"],
    ["land", "Lift off", "Lift off"],
    ["x", "", ""],
  ])("%j in %j", (typed, text, marked) => {
    const parts = markHits(text, search(typed));

    expect(shown(parts)).toBe(marked);
    expect(parts.map((part) => part.text).join("")).toBe(text);
  });
});

describe("an excerpt", () => {
  const long = `${"before it ".repeat(50)}the fuel ${"after it ".repeat(50)}`;

  test("shows what stands around the first hit, from word to word", () => {
    const parts = shown(excerpt(long, search("fuel")));

    expect(parts).toMatch(/^…(before|it) (.+)the \[fuel\] after it .* (after|it)…$/);
    expect(parts.length).toBeGreaterThan(150);
    expect(parts.length).toBeLessThan(210);
  });

  test("is the whole text where that is short, in one line", () => {
    expect(shown(excerpt("Fuel\n\n  for\tall", search("for")))).toBe("Fuel [for] all");
  });

  test("is empty where nothing is found", () => {
    expect(excerpt(long, search("oxygen"))).toEqual([]);
    expect(excerpt("", search("oxygen"))).toEqual([]);
  });

  test("stays short and whole where there is no space to cut at", () => {
    for (const text of [
      "x".repeat(9_000),
      `${"\u{20000}".repeat(900)} x ${"\u{20000}".repeat(900)}`,
      `${"é".repeat(999)}…x…${"é".repeat(999)}`,
    ]) {
      const parts = shown(excerpt(text, search("x")));
      expect(parts).toContain("[x");
      expect(parts.length).toBeLessThan(210);
      expect(parts.isWellFormed()).toBe(true);
    }
  });
});
