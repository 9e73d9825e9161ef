import { expect, test } from "vitest";
import { scopeWords } from "./scope-words.ts";

test("what a key may do is said in one line", () => {
  expect(scopeWords(["*:write", "tasks:read"])).toBe("May read and change everything");
  expect(scopeWords(["*:read"])).toBe("May read everything");
  expect(scopeWords(["tasks:read", "audit:read"])).toBe("May read tasks, audit log");
  expect(scopeWords(["tasks:read", "tasks:write", "labels:read"])).toBe("May read labels, and change tasks");
  expect(scopeWords(["*:read", "comments:write"])).toBe("May read everything, and change comments");
});
