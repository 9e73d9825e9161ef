import { expect, test } from "vitest";
import { markMentions } from "./mark-mentions.ts";

const text = (value: string) => ({ type: "text", value });
const element = (tagName: string, ...children: object[]) => ({ type: "element", tagName, children });
const marked = (names: string[], ...children: object[]) => {
  const tree = { type: "root", children: children as never[] };
  markMentions(names)(tree);
  return (
    JSON.stringify(tree)
      .match(/"className":\["mention"\]\},"children":\[\{"type":"text","value":"[^"]*"/g)
      ?.map((found) => found.split('"').at(-2)) ?? []
  );
};

test("mentioned names stand out, whatever their case", () => {
  expect(marked(["Ada", "Grace Hopper"], element("p", text("@ada asked @Grace Hopper.")))).toEqual([
    "@ada",
    "@Grace Hopper",
  ]);
});

test("the longest name is meant, and a part of a word is none", () => {
  expect(marked(["Ada", "Ada Lovelace"], text("@Ada Lovelace and @Adaline"))).toEqual(["@Ada Lovelace"]);
});

test("code and links stay as they are", () => {
  expect(marked(["Ada"], element("code", text("@Ada")), element("a", text("@Ada")))).toEqual([]);
});

test("a name with signs of patterns is only a name", () => {
  expect(marked(["A.+(a"], text("@A.+(a and @Abba"))).toEqual(["@A.+(a"]);
});
