// Faults: 67.
import { expect, test } from "vitest";
import { pathHere } from "./path-here.ts";

const elsewhere = [
  ...[
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
  ],
  ...[
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\u0000//evil.example",
  ],
  ...["https://evil.example", "HTTPS://evil.example", "http:evil.example"],
  ...["//here.invalid@evil.example", "https://here.invalid@evil.example", "https://here.invalid.evil.example/"],
  ...["//user:password@evil.example/", "https://here.invalid:444/", "http://here.invalid/", "//here.invalid:8080/"],
  ...[
    "/.//evil.example",
    "/a/..//evil.example",
    "/./\\evil.example",
    "/%2e//evil.example",
    "/%2E%2E//evil.example",
    ".//evil.example",
  ],
  ...[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
  ],
  ...[
    "blob:https://here.invalid/x",
    "file:///etc/passwd",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "//evil。example",
  ],
  ...["//[::1]/", "//127.0.0.1", "//%65vil.example"],
];

test.each(elsewhere)("what leads elsewhere is no path here: %j", (next) => {
  expect(pathHere(next)).toBeUndefined();
});

test("there are more than forty of them", () => {
  expect(new Set(elsewhere).size).toBeGreaterThan(40);
});

test.each([undefined, null, 7, {}, ["/"]])("what is no text is none: %j", (next) => {
  expect(pathHere(next)).toBeUndefined();
});

test.each([
  ["/", "/"],
  ["/acme/p/WEB?status=1#top", "/acme/p/WEB?status=1#top"],
  ["account", "/account"],
  ["https:evil.example", "/evil.example"],
  ["https:/evil.example", "/evil.example"],
  ["/%2Fevil.example", "/%2Fevil.example"],
  ["/?next=//evil.example", "/?next=//evil.example"],
  ["", "/"],
])("a path is kept: %j", (next, kept) => {
  expect(pathHere(next)).toBe(kept);
});
