// Faults: 67.
import { expect, test } from "vitest";
import { nextFrom, safeNext } from "./next-path.ts";

const here = "https://plinth.example.com";

test.each([...["/", "/acme", "/acme/p/APO?status=done#task", "/verify-email#a-token", "/account/security"]])(
  "a path of this app is kept: %s",
  (next) => {
    expect(safeNext(next, here)).toBe(next);
  },
);

test.each([
  ...[
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
  ],
  ...[
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "HTTPS://evil.example",
    "http://evil.example",
  ],
  ...["https:\\\\evil.example", "http:evil.example", "//evil.example/%2e%2e", "/\t/evil.example", "/\n/evil.example"],
  ...["\t//evil.example", " //evil.example", "\u0000//evil.example", "/\r\\evil.example", "javascript:alert(1)"],
  ...["JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "blob:https://plinth.example.com/x"],
  ...["vbscript:x", "file:///etc/passwd", "ftp://evil.example", "mailto:eve@evil.example", "//user@evil.example"],
  ...["https://plinth.example.com@evil.example", "https://plinth.example.com.evil.example", "/.//evil.example"],
  ...["https://user:pass@evil.example", "/..//evil.example", "/a/..//evil.example", "/%2e//evil.example"],
  ...["https://plinth.example.com:444/", "http://plinth.example.com/", "//plinth.example.com:80/", "https://[::1]/"],
  ...["//①②⑦.0.0.1", "//evil。example", "https://", "//"],
])("what leads anywhere else is not: %j", (next) => {
  const path = safeNext(next, here);

  // Either it is nothing, or what remains of it leads nowhere but here.
  if (path === undefined) return;
  expect(path).toMatch(/^\/(?![/\\])/);
  expect(new URL(path, here).origin).toBe(here);
});

test.each([undefined, null, 7, {}, ["/a"], true])("what is no text is not: %j", (next) => {
  expect(safeNext(next, here)).toBeUndefined();
});

test("the start page is nowhere in particular", () => {
  expect(nextFrom("/")).toBeUndefined();
  expect(nextFrom("/acme")).toBe("/acme");
});
