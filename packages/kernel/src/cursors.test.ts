import { expect, test } from "vitest";
import { cursorOf, positionAt } from "./cursors.ts";

const position = [1_767_225_600_000, "é\u0001😀", true, null, "0198f3a2-7b1c-7000-8000-000000000001"];
const any = (found: unknown) => found;

test("a cursor gives back its position, in its own list alone", () => {
  const cursor = cursorOf("notes of ada", position);

  expect(positionAt("notes of ada", cursor, any)).toEqual(position);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(() => positionAt("notes of bob", cursor, any)).toThrow("The cursor does not belong to this list");
});

test("whatever is altered in a cursor is noticed", () => {
  const cursor = cursorOf("list", position);

  for (let at = 0; at < cursor.length; at++) {
    const altered = `${cursor.slice(0, at)}${cursor[at] === "A" ? "B" : "A"}${cursor.slice(at + 1)}`;
    expect(() => positionAt("list", altered, any), altered).toThrow("does not belong");
  }
  for (const made of ["", "{}", "[[]]", "[null]", "null", cursor.toUpperCase(), `${cursor}==`, ` ${cursor}`]) {
    expect(() => positionAt("list", made, any), made).toThrow("does not belong");
  }
});

test("a position that does not fit its list is refused, whoever made its checksum", () => {
  const cursor = cursorOf("list", ["a", "b"]);

  expect(() => positionAt("list", cursor, ([first]) => (typeof first === "number" ? first : undefined))).toThrow(
    "does not belong",
  );
});
