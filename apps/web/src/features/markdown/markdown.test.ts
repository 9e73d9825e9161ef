import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Markdown } from "./markdown.tsx";

const shown = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }));

test.each([
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "a <b onclick='alert(1)'>b</b>",
  "<iframe src='https://evil.example'></iframe>",
  "<style>body { display: none }</style>",
  "<svg><script>alert(1)</script></svg>",
])("HTML in a text is text: %s", (text) => {
  expect(shown(text)).not.toMatch(/<(script|img|b|iframe|style|svg)\b/);
});

test.each([
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:x)",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
  "[x]: javascript:alert(1)\n\n[x]",
  "<javascript:alert(1)>",
])("what a link leads to is an address or nothing: %s", (text) => {
  expect(shown(text)).not.toMatch(/(href|src)="[^"]*(script|data):/i);
});

test("links lead to pages and mail, and take nothing of ours along", () => {
  const html = shown("[a](https://example.com/?a=1&b=2) [b](mailto:ada@example.com)");

  expect(html).toContain('href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow"');
  expect(html).toContain('href="mailto:ada@example.com"');
});
