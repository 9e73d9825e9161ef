// Faults: 16.
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { exchange } from "../../../test/raw-http.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());

/** A call with these lines about its content, which may be none. */
async function statusOf(contentLines: string[], body = '{"body":"new"}'): Promise<number | undefined> {
  const lines = ["Host: localhost", "Connection: close", `Content-Length: ${body.length}`, ...contentLines];
  const answers = await exchange(app.port, `POST /rpc/create HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
  return answers[0]?.status;
}

test.each([
  "application/json",
  // What a header ends with is no part of it, by HTTP's own rules.
  "application/json\t ",
  "application/json;charset=utf-8",
  "application/json; charset=utf-8",
  "Application/JSON; Charset=UTF-8",
])('"%s" is read', async (type) => {
  const before = await app.count();

  expect(await statusOf([`Content-Type: ${type}`])).toBe(200);

  expect(await app.count()).toBe(before + 1);
});

test.each([
  "",
  "text/plain",
  "text/plain; application/json",
  "text/json",
  "text/javascript",
  "text/html",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "multipart/form-data; boundary=application/json",
  "application/octet-stream",
  "application/xml",
  "application/javascript",
  "application/jsonl",
  "application/json5",
  "application/ld+json",
  "application/json-patch+json",
  "application/csp-report",
  "application",
  "json",
  "*/*",
  "application/*",
  "application/json,text/plain",
  "text/plain,application/json",
  "application/json\t;charset=utf-8",
  "application/json ;charset=utf-8",
  "application/json;\tcharset=utf-8",
  "application/json;",
  "application/json; ",
  "application/json;x=y",
  "application/json; charset=utf-16",
  "application/json; charset=utf-7",
  'application/json; charset="utf-8"',
  "application/json; charset=utf-8; boundary=x",
  "application/json\u00a0",
  "application /json",
  "application//json",
  '"application/json"',
])('"%s" is refused with 415, and nothing runs', async (type) => {
  const before = await app.count();

  expect(await statusOf([`Content-Type: ${type}`])).toBe(415);

  expect(await app.count()).toBe(before);
});

test("no content type at all is refused too, with a body and without", async () => {
  const before = await app.count();

  expect(await statusOf([])).toBe(415);
  expect(await statusOf([], "")).toBe(415);

  expect(await app.count()).toBe(before);
});

test("of two content types the first counts for the check and for the reading", async () => {
  const before = await app.count();

  expect(await statusOf(["Content-Type: text/plain", "Content-Type: application/json"])).toBe(415);

  expect(await app.count()).toBe(before);
});
