import fc from "fast-check";
import { type Case, soundCases } from "./fuzz-calls.ts";
import type { Request } from "./fuzz-requests.ts";

/** One thing done to bytes at a place. */
interface ByteEdit {
  deed: "flip" | "cut" | "double" | "insert" | "drop";
  place: number;
  length: number;
  bytes: Uint8Array;
}

/** A sound request, spoilt below the level of what it means. */
export interface ByteCase {
  request: Case;
  target: ByteEdit[];
  body: ByteEdit[];
  header: string;
}

const tricky = [
  ...[
    "%00",
    "%",
    "%f",
    "%ff%fe",
    "%c0%ae",
    "%u0041",
    "%2e%2e%2f",
    "/..",
    "//",
    "\\",
    "?",
    "??",
    "#",
    "&",
    "&&batch=1",
    "+",
  ],
  ...[
    "&input=",
    "&input={}",
    "batch=2",
    ",",
    ",,",
    ".",
    "..",
    "__proto__",
    ".constructor",
    "[",
    "{",
    "}",
    '"',
    "\\u0000",
    ";",
  ],
  ...[
    "\0",
    "\r",
    "\n",
    "\r\n",
    "\t",
    " ",
    "http://127.0.0.1/",
    "@",
    ":",
    "*",
    "é",
    "\u2028",
    "😀",
    "9".repeat(400),
    "a,".repeat(500),
  ],
].map((text) => new TextEncoder().encode(text));

// Not UTF-8: stray continuation, overlong, beyond Unicode, a surrogate, cut off. https://www.cl.cam.ac.uk/~mgk25/ucs/examples/UTF-8-test.txt
const notUtf8 = [
  [0x80],
  [0xc0, 0xaf],
  [0xf5, 0x80, 0x80, 0x80],
  [0xed, 0xa0, 0x80],
  [0xe2, 0x82],
  [0xff],
  [0xfe, 0xff],
];

const byteEdits: fc.Arbitrary<ByteEdit[]> = fc.array(
  fc.record({
    deed: fc.constantFrom("flip", "cut", "double", "insert", "insert", "drop"),
    place: fc.nat(99_999),
    length: fc.integer({ min: 1, max: 40 }),
    bytes: fc.oneof(
      fc.constantFrom(...tricky),
      fc.constantFrom(...notUtf8).map((bytes) => Uint8Array.from(bytes)),
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
    ),
  }),
  { maxLength: 3 },
);

const headers = [
  ...[
    "",
    "",
    "",
    "Accept: application/jsonl",
    "trpc-accept: application/jsonl",
    "Origin: https://evil.example",
    "Cookie: session=x",
  ],
  ...[
    "Content-Type: application/json; charset=utf-16",
    "X-Forwarded-For: ::1, %, 999.1.1.1",
    "Accept-Encoding: gzip;q=9",
  ],
  ...[
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-origin",
    "Content-Encoding: gzip",
    "x-trpc-source: \u00ff\u00fe",
  ],
  ...[
    "Authorization: Basic Og==",
    "Authorization: Bearer",
    "Cookie: session=; session=",
    "Cookie: %%%;;==;session",
    "Range: bytes=0-1",
  ],
];

/** Sound requests whose address and body were bitten, cut and stuffed. */
export const byteCases: fc.Arbitrary<ByteCase> = fc.record({
  request: soundCases,
  target: byteEdits,
  body: byteEdits,
  header: fc.constantFrom(...headers),
});

/** The bytes of a request on a connection of its own, with the edits made. How long the body is, it says truly. */
export function bytesOf({ method, target, headers, body }: Request, edits: Omit<ByteCase, "request">): Buffer {
  const start = "/rpc/";
  const rest = bitten(Buffer.from(target.slice(start.length)), edits.target);
  const spoilt = bitten(Buffer.from(body), edits.body);
  const all: Record<string, string | number> = { host: "127.0.0.1", connection: "close", ...headers };
  if (method === "POST") all["content-length"] = spoilt.length;
  const lines = [...Object.entries(all).map((pair) => pair.join(": ")), ...(edits.header ? [edits.header] : [])];
  const head = Buffer.from(` HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`, "latin1");
  return Buffer.concat([Buffer.from(`${method} ${start}`), rest, head, spoilt]);
}

function bitten(bytes: Buffer, edits: readonly ByteEdit[]): Buffer {
  let all = bytes;
  for (const { deed, place, length, bytes: more } of edits) {
    const at = place % (all.length + 1);
    const [before, there, after] = [all.subarray(0, at), all.subarray(at, at + length), all.subarray(at + length)];
    if (deed === "flip" && at < all.length) all[at] = (all[at] ?? 0) ^ (1 << (place % 8));
    if (deed === "cut") all = before;
    if (deed === "drop") all = Buffer.concat([before, after]);
    if (deed === "double") all = Buffer.concat([before, there, there, after]);
    if (deed === "insert") all = Buffer.concat([before, more, there, after]);
  }
  return all;
}
