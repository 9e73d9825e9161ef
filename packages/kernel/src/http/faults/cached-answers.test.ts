// Faults: 44.
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { oddRouter } from "../../../test/odd-router.ts";
import { adapters, send } from "../../../test/send.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes({ router: oddRouter });
});
afterAll(() => app[Symbol.asyncDispose]());

const input = encodeURIComponent('{"text":"a"}');
const headers = { authorization: "Bearer ada" };

test.each(adapters)("no answer may be kept by a cache, whether private, public or a refusal, by %s", async (_, by) => {
  const paths = ["hello", `private?input=${input}`, "private", "nope", "crash", "plain", "hello,private?batch=1", "%"];

  for (const path of paths) {
    for (const more of [{}, headers, { ...headers, "trpc-accept": "application/jsonl" }]) {
      const answer = await send(app.port, { path: by(`/rpc/${path}`), headers: more });

      expect([path, answer.headers["cache-control"]]).toEqual([path, "no-store"]);
      expect(answer.headers.etag).toBeUndefined();
      expect(answer.headers["last-modified"]).toBeUndefined();
      expect(answer.headers.expires).toBeUndefined();
    }
  }
});

test("a request that names what it has already is answered whole", async () => {
  const conditional = { "if-none-match": "*", "if-modified-since": "Mon, 01 Jun 2099 09:00:00 GMT" };

  const answer = await send(app.port, { path: "/rpc/hello", headers: conditional });

  expect(answer.status).toBe(200);
  expect(answer.body).toContain("result");
});
