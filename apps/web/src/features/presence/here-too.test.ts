import { expect, test } from "vitest";
import { hereToo } from "./here-too.ts";

test("who else is here is said in words, of a crowd only the first by name", () => {
  expect(hereToo(["Ada"])).toBe("Ada is here too");
  expect(hereToo(["Ada", "Bob"])).toBe("Ada and Bob are here too");
  expect(hereToo(["Ada", "Bob", "Eve"])).toBe("Ada, Bob and Eve are here too");
  expect(hereToo(["Ada", "Bob", "Eve", "Mona"])).toBe("Ada, Bob, Eve and Mona are here too");
  expect(hereToo(["Ada", "Bob", "Eve", "Mona", "Vera"])).toBe("Ada, Bob, Eve and 2 others are here too");
});
