// Faults: 38.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { type Received, send } from "../../../test/send.ts";
import { nothing, open, t } from "../../index.ts";

let ran = 0;
let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  const get = open.query
    .input(nothing)
    .output(z.number())
    .query(() => ++ran);
  const set = open.mutation
    .input(nothing)
    .output(z.number())
    .mutation(() => ++ran);
  app = await serveNotes({ router: t.router({ get, set, notes: t.router({ get, deep: { set } }) }) });
});
afterAll(() => app[Symbol.asyncDispose]());

const everyObject = Reflect.ownKeys(Object.prototype).map(String);
const everyFunction = ["call", "apply", "bind", "name", "length", "prototype", "caller", "arguments", "then"];
const ofRouters = [
  "_def",
  "_def.procedures",
  "_def.record",
  "_def.procedures.get",
  "createCaller",
  "router",
  "queries",
];

const spellings = [
  ...[...everyObject, ...everyFunction, ...ofRouters].flatMap((name) => [
    name,
    `notes.${name}`,
    `${name}.get`,
    `notes.get.${name}`,
    `notes.${name}.get`,
    name.replaceAll("_", "%5F"),
  ]),
  ...["GET", "Get", "geT", "NOTES.get", "notes.GET", "ɢet", "get\u0301", "ｇｅｔ"].map(encodeURI),
  ...["get.", ".get", "..get", "notes..get", "notes.get.", ".notes.get", "notes", "notes.deep", ".", "..", "..."],
  ...[
    "notes/get",
    "notes//get",
    "get/",
    "get//",
    "/get",
    "//get",
    "./get",
    "../get",
    "notes/../get",
    "get/.",
    "get/..",
  ],
  ...["%2e", "%2e%2e/get", "..%2fget", "notes%2fget", "get%2f", "%2Fget", "notes%5Cget", "..%5cget", "get%5C"],
  ...[
    "%67%65%74%2e",
    "notes%2e%2eget",
    "%252e",
    "%2567et",
    "get%00",
    "%00get",
    "get%0a",
    "get%0d%0aX:1",
    "get%20",
    "%09get",
  ],
  ...["get;", "get;a=b", "get:", "get@", "get!", "get*", "get~", "get$", "get'", "get()", "get[]", "[get]", "get|set"],
  ...["", ",", ",,", "get,", ",get", "get,,get", "get,set,", "get%2C", "%2c"],
  ...["rpc/get", "get/rpc", "rpc", "trpc/get", "api/get", "healthz", "readyz", "index.html", "panel", "playground"],
  ...["0", "1", "-1", "null", "undefined", "true", "NaN", "[object Object]", "function"].map(encodeURI),
];

const unknown = [...new Set(spellings)];

/** Names that are only written otherwise, and mean what tRPC takes them for. */
const same = ["%67et", "ge%74", "g%65t", "notes%2eget", "note%73.get", "%6e%6f%74%65%73.get"];

describe("a name that is no procedure's is answered with 404, whatever it looks like", () => {
  test("there are as many of them as it takes to believe this", () => {
    expect(unknown.length).toBeGreaterThan(200);
  });

  test.each(["", "?x=1", "?input=%7B%7D"])("by GET and by POST, followed by '%s'", async (query) => {
    const before = ran;

    const codes = unknown.flatMap((name) =>
      [undefined, ""].map(async (body) => [
        name,
        codesIn(await send(app.port, { path: `/rpc/${name}${query}`, body })),
      ]),
    );

    for (const [name, code] of await Promise.all(codes)) expect([name, code]).toEqual([name, "404 NOT_FOUND"]);
    expect(ran).toBe(before);
  });

  test("in a batch, beside calls that run", async () => {
    const single = unknown.filter((name) => !/,|%2c/i.test(name));

    const codes = single.map(async (name) => [
      name,
      codesIn(await send(app.port, { path: `/rpc/get,${name},notes.get?batch=1` })),
    ]);

    for (const [name, code] of await Promise.all(codes)) expect([name, code]).toEqual([name, "207 NOT_FOUND"]);
  });
});

/** The status of an answer, and the code of each refusal in it. */
function codesIn({ status, body }: Received): string {
  return [status, ...[...body.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code)].join(" ");
}

test("an address that is not encoded right is refused, and named as such", async () => {
  for (const name of ["%", "get%", "%zz", "%E0%A4%A", "get%ff", "%c3%28", "%F4%90%80%80", "%u0067et"]) {
    const { status, body } = await send(app.port, { path: `/rpc/${name}` });

    expect([name, status]).toEqual([name, 400]);
    expect(JSON.parse(body).error.message).toMatch(/not (percent-)?encoded/);
  }
});

test.each(same)("%s is another way to write a name, and nothing more", async (name) => {
  expect((await send(app.port, { path: `/rpc/${name}` })).status).toBe(200);
  expect((await send(app.port, { path: `/rpc/${name}`, body: "" })).status).toBe(405);
});

test("other spellings of the folder lead to no procedure", async () => {
  const before = ran;
  const folders = [
    "/RPC/get",
    "/rpc",
    "//rpc/get",
    "/./rpc/get",
    "/x/../rpc/get",
    "/rpc%2fget",
    "/%72pc/get",
    "/rpc\\get",
  ];

  for (const path of folders) {
    const { status, body } = await send(app.port, { path });
    expect([path, status]).toEqual([path, 404]);
    expect(body).not.toContain("result");
  }
  expect(ran).toBe(before);
});
