/** Stands in texts that are sent. A refusal never repeats a value, so it never comes back in one. */
export const ECHO = "zq7-echo-7qz";

/** Texts that have broken something before, somewhere. */
export const trickyTexts = [
  ECHO,
  // Names of what every object has.
  "__proto__",
  "constructor",
  "hasOwnProperty",
  // Words of other languages: of queries, patterns, pages, templates, paths, protocols.
  "'; drop table users; --",
  '" or 1=1 --',
  "$1 ?1 :x",
  "%",
  "_%\\",
  "(a+)+$",
  "((((((((((((((((((((((((",
  "<script>alert(1)</script>",
  "{{7*7}} $" + "{7*7}",
  "../../../etc/passwd",
  "%00%ff",
  "\r\n\r\nGET / HTTP/1.1",
  "null",
  "-1",
  "1e999",
  "[[[[",
  "\\u0000",
  // What is not stored: https://www.unicode.org/faq/utf_bom.html#utf16-2
  "a\0b",
  "a\ud800b",
  "\udc00",
  // What looks empty, grows when it is folded, runs backwards, or is many code units to one character.
  " \t\u00a0\u2028",
  "\ufeff",
  "İıſẞŉ",
  "ﷺ".repeat(60),
  "e\u0301\u0301",
  "\u202eabc",
  "👩‍👩‍👧‍👦".repeat(9),
  // What comments are searched for.
  "@adam @mona @olga",
  "@Adam, `@mona` and ```\n@vera",
];

/** What long texts are made of: plain words, and what makes readers of Markdown and of patterns look twice. */
export const longTextParts = ["ab ü😀", "`", "``` ", "@", "@adam ", "<!--", "\u0301", "\n", "a b\t"];
