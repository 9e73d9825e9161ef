// Faults: 10, 25.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { oddRouter } from "../../../test/odd-router.ts";
import { exchange, rawRequest } from "../../../test/raw-http.ts";

const folder = mkdtempSync(join(tmpdir(), "plinth-web-"));
writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes({ webFolder: folder });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const get = async (target: string) =>
  (await exchange(app.port, rawRequest(`GET ${target}`, { Connection: "close" })))[0];

const broken = ["%", "%2", "%zz", "%u0041", "%E0%A4%A", "%FF", "%C0%AF", "%ED%A0%80", "%00"];

test.each(broken)("the page /%s is refused with 400", async (part) => {
  for (const target of [`/${part}`, `/a/${part}/b`, `/assets/${part}`]) expect((await get(target))?.status).toBe(400);
});

test.each(broken)("a procedure called %s is refused, never with 500", async (part) => {
  for (const target of [`/rpc/${part}`, `/rpc/list${part}`, `/rpc/${part},${part}?batch=1`, `/rpc/nested.${part}`]) {
    const answer = await get(target);

    expect([400, 404]).toContain(answer?.status);
    expect(answer?.headers["x-content-type-options"]).toBe("nosniff");
  }
});

test.each(["%", "%2", "%zz", "%FF", "%C0%AF", "%ED%A0%80", "%E2%82"])(
  "the input with %s in a text is refused with 400, not read as another",
  async (part) => {
    await using odd = await serveNotes({ router: oddRouter });
    const input = `%7B%22text%22:%22${part}%22%7D`;

    for (const query of [`input=${input}`, `batch=1&input=%7B%220%22:${input}%7D`, `x=1&input=${input}`]) {
      const [answer] = await exchange(odd.port, rawRequest(`GET /rpc/echo?${query}`, { Connection: "close" }));

      expect([query, answer?.status]).toEqual([query, 400]);
    }
  },
);

test("what is encoded well is read, in every script", async () => {
  const input = encodeURIComponent(JSON.stringify({ bytes: 3, "é\u{1F600}": 1 }));

  const answer = await get(`/rpc/large?input=${input}`);

  expect(JSON.parse(Buffer.from(answer?.body ?? "", "latin1").toString()).error.message).toContain("é\u{1F600}");
  expect((await get("/a%20page/%C3%A9"))?.status).toBe(200);
});

test.each([
  ["http://localhost/rpc/large?input=%7B%22bytes%22:3%7D", '{"result":{"data":"xxx"}}'],
  ["HTTP://evil.example:99/rpc/large?input=%7B%22bytes%22:3%7D", '{"result":{"data":"xxx"}}'],
  ["https://user:password@localhost/healthz", '{"ok":true}'],
  ["http://localhost", "<!doctype html><title>page</title>"],
  ["//localhost/rpc/list", "<!doctype html><title>page</title>"],
])("the address %s leads where its path leads", async (target, body) => {
  expect(await get(target)).toMatchObject({ status: 200, body });
});

test("the address * of OPTIONS leads nowhere", async () => {
  expect(await exchange(app.port, rawRequest("OPTIONS *", { Connection: "close" }))).toMatchObject([{ status: 405 }]);
});
