import fc from "fast-check";
import { type Ending, endings } from "./fuzz-socket.ts";

/** What is written to a connection, as text of one byte per character. */
export interface JunkCase {
  /** `{token}` becomes a session's. */
  text: string;
  /** Where it is cut into packets. */
  cuts: number[];
  ending: Ending;
  /** How many answers must come, where that can be told. */
  answers: number | undefined;
}

const CREATE = '{"name":"Sockets"}';
const auth = "Authorization: Bearer {token}";
const good = [
  `GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
  `GET /rpc/workspaces.list HTTP/1.1\r\nHost: 127.0.0.1\r\n${auth}\r\n\r\n`,
  `GET /rpc/accounts.installation?batch=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
  `POST /rpc/workspaces.create HTTP/1.1\r\nHost: 127.0.0.1\r\n${auth}\r\nContent-Type: application/json\r\nContent-Length: ${CREATE.length}\r\n\r\n${CREATE}`,
  `POST /rpc/accounts.rename HTTP/1.1\r\nHost: 127.0.0.1\r\n${auth}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n9\r\ne":"Ida"}\r\n0\r\n\r\n`,
];

const last = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

const lines = [
  ...[
    "POST /rpc/workspaces.create HTTP/1.1",
    "GET /rpc/accounts.me HTTP/1.1",
    "GET / HTTP/1.1",
    "GET /readyz HTTP/1.1",
  ],
  ...[
    "TRACE /rpc/accounts.me HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "HEAD /healthz HTTP/1.1",
    "PUT /rpc/tasks.create HTTP/1.1",
  ],
  ...[
    "CONNECT 127.0.0.1:443 HTTP/1.1",
    "PRI * HTTP/2.0",
    "post /rpc/workspaces.create HTTP/1.1",
    "BREW /pot HTTP/1.1",
    "GET",
  ],
  ...[
    "GET /healthz",
    "GET /healthz HTTP/0.9",
    "GET /healthz HTTP/1.0",
    "GET /healthz HTTP/9.9",
    "GET  /healthz  HTTP/1.1",
    "",
  ],
  ...[
    "GET http://127.0.0.1/rpc/accounts.me HTTP/1.1",
    "GET http://evil.example/rpc/accounts.me HTTP/1.1",
    "GET //healthz HTTP/1.1",
  ],
  ...[
    "GET rpc HTTP/1.1",
    "GET /rpc HTTP/1.1",
    "GET /rpc/ HTTP/1.1",
    "GET /rpc// HTTP/1.1",
    "GET /rpc/../healthz HTTP/1.1",
    "\0\0\0\0",
  ],
  ...[
    "GET /rpc/%E0%A4%A HTTP/1.1",
    "GET /rpc/\xff\xfe HTTP/1.1",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    `GET /${"a".repeat(20_000)} HTTP/1.1`,
  ],
];

const headers = [
  ...[
    "Host: 127.0.0.1",
    "Host: 127.0.0.1",
    "Host: 127.0.0.1",
    auth,
    auth,
    "Content-Type: application/json",
    "Connection: close",
  ],
  ...[
    "Host: evil.example",
    "Host:",
    "host: 127.0.0.1:99999",
    "Host: 127.0.0.1, evil.example",
    " folded: line",
    "no colon",
    ": empty",
  ],
  ...[
    "Content-Length: 18",
    "Content-Length: 5",
    "Content-Length: 500",
    "Content-Length: -1",
    "Content-Length: 0x12",
    "Content-Length: 1e3",
  ],
  ...[
    "Content-Length: 99999999999999999999",
    "Content-Length: 2000000",
    "Content-Length: +18",
    "Content-Length: 18, 18",
    "Content-Length:",
  ],
  ...[
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: \x0bchunked",
  ],
  ...[
    "Expect: 100-continue",
    "Expect: a miracle",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Upgrade: h2c",
    "Connection: keep-alive, x",
  ],
  ...[
    "Cookie: session=\x80\xff",
    "X: \0",
    "X: \x7f",
    "X\0Y: 1",
    `X: ${"y".repeat(20_000)}`,
    "X-Forwarded-For: 1.1.1.1",
    "Trailer: Expires",
  ],
  ...[
    `${"A: b\r\n".repeat(2_500)}C: d`,
    "Authorization: Bearer \r\n\tx",
    "Origin: null",
    "Content-Encoding: br",
    "__proto__: x",
    "constructor: x",
  ],
];

const bodies = [
  ...[
    "",
    CREATE,
    CREATE,
    '12\r\n{"name":"Sockets"}\r\n0\r\n\r\n',
    "ffffffffffffffff\r\nx",
    "-1\r\nx\r\n0\r\n\r\n",
    "z\r\n",
    '5;ext="\0"\r\nabcde\r\n0\r\n\r\n',
  ],
  ...[
    "0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
    "0\r\nX: y\r\n\r\n",
    `${"0".repeat(300)}5\r\nabcde\r\n0\r\n\r\n`,
    `5;${"e".repeat(20_000)}\r\nabcde\r\n`,
  ],
  ...["\0".repeat(100), "\xff".repeat(18), `{"name":"${"n".repeat(1_500_000)}"}`],
];

/** Requests no browser would send. */
const odd = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...lines.slice(0, 2)) },
      { weight: 3, arbitrary: fc.constantFrom(...lines) },
    ),
    fc.array(fc.constantFrom(...headers), { maxLength: 7 }),
    fc.constantFrom(...bodies),
    fc.constantFrom("\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r"),
  )
  .map(([line, some, body, end]) => [line, ...some, "", body].join(end));

const junk = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc.string(),
);

const anything: fc.Arbitrary<JunkCase> = fc
  .record({
    parts: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...good) },
        { weight: 6, arbitrary: odd },
        { weight: 1, arbitrary: junk },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    cuts: fc.array(fc.nat(400), { maxLength: 3 }),
    brokenOff: fc.boolean(),
    ending: fc.constantFrom(...endings),
  })
  .map(({ parts, cuts, brokenOff, ending }) => {
    const text = parts.join("");
    const [end = text.length] = brokenOff ? cuts : [];
    return { text: text.slice(0, end), cuts, ending, answers: undefined };
  });

/** Good requests, one after the other without waiting: each is answered, however they are cut into packets. */
const pipelined: fc.Arbitrary<JunkCase> = fc
  .tuple(fc.array(fc.constantFrom(...good), { minLength: 1, maxLength: 12 }), fc.array(fc.nat(1_500), { maxLength: 4 }))
  .map(([requests, cuts]) => ({
    text: [...requests, last].join(""),
    cuts,
    ending: "wait",
    answers: requests.length + 1,
  }));

/** What can come over a connection that is not, or not only, good requests. */
export const junkCases: fc.Arbitrary<JunkCase> = fc.oneof(
  { weight: 6, arbitrary: anything },
  { weight: 1, arbitrary: pipelined },
);

/** The packets of a case, said by whom the token is. */
export function packetsOf({ text, cuts }: JunkCase, token: string): Buffer[] {
  const bytes = Buffer.from(text.replaceAll("{token}", token), "latin1");
  const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, at) => bytes.subarray(places[at], to));
}
