// Faults: 29.
import { initTRPC } from "@trpc/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { createLog, nothing, open, type RequestContext, type ServeOptions, t } from "../../index.ts";

const boom = () => {
  throw new Error("the secret file /etc/passwd");
};

/** Things that are thrown by nobody in his right mind, and take a part in reporting them. */
const oddities: Record<string, unknown> = {
  "an error": new Error("the secret file /etc/passwd"),
  "a text": "the secret file /etc/passwd",
  "a number": 7,
  nothing: undefined,
  null: null,
  "an object without a prototype": Object.create(null),
  "an error with a message that is none": Object.assign(new Error(), { message: { toString: null } }),
  "an error that is its own cause": (() => {
    const error = new Error("the secret file /etc/passwd");
    error.cause = error;
    return error;
  })(),
  "an error that throws when it is looked at": new Proxy(new Error("the secret file /etc/passwd"), { get: boom }),
  "a frozen error": Object.freeze(new Error("the secret file /etc/passwd")),
};

// What nobody catches would end the process that serves everybody else.
const uncaught: unknown[] = [];
const note = (error: unknown) => void uncaught.push(error);
beforeEach(() => {
  uncaught.length = 0;
  process.on("uncaughtException", note).on("unhandledRejection", note);
});
afterEach(() => {
  process.off("uncaughtException", note).off("unhandledRejection", note);
});

/** Asks, and expects a safe 500, a line in the log under the same request id, and a server that goes on. */
async function expectSafe(options: Partial<ServeOptions>, ask: (url: string) => Promise<Response>): Promise<void> {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  await using app = await serveNotes({ ...options, log });

  const response = await ask(app.url);
  const body = await response.text();

  expect(response.status).toBe(500);
  expect(body).not.toMatch(/passwd|\.ts|node_modules/);
  expect(body).toMatch(/Something went wrong|Internal server error/);
  await expect.poll(() => lines.filter((line) => JSON.parse(line).level === 50).length).toBeGreaterThan(0);
  const errors = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);
  expect(errors[0].requestId).toBe(response.headers.get("x-request-id"));
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect(uncaught).toEqual([]);
}

const rpc = (path: string) => (url: string) => fetch(`${url}/rpc/${path}`);

describe.each(["", "?x=1"])("on the way that the parameters %j take", (query) => {
  test.each(Object.entries(oddities))("%s thrown by a procedure is a safe 500", async (_, thrown) => {
    const router = t.router({
      odd: open.query
        .input(nothing)
        .output(nothing)
        .query(() => {
          throw thrown;
        }),
    });

    await expectSafe({ router }, rpc(`odd${query}`));
  });

  test("a middleware that throws", async () => {
    const router = t.router({ plain: t.procedure.use(boom).query(() => 1) });

    await expectSafe({ router }, rpc(`plain${query}`));
  });

  test("an output that lacks what was declared", async () => {
    const router = t.router({
      wrong: open.query
        .input(nothing)
        .output(z.object({ a: z.array(z.string()) }))
        .query(() => ({}) as never),
    });

    await expectSafe({ router }, rpc(`wrong${query}`));
  });

  test("an output that throws when it is written", async () => {
    const router = t.router({
      trap: open.query
        .input(nothing)
        .output(z.object({ a: z.string() }))
        .query(() => ({
          get a(): string {
            return boom();
          },
        })),
    });

    await expectSafe({ router }, rpc(`trap${query}`));
  });

  test.each(["sync", "async"])("an authenticate that throws, %s", async (how) => {
    const authenticate = how === "sync" ? boom : async () => boom();

    await expectSafe({ authenticate }, rpc(`list${query}`));
  });
});

// A check may stumble over what nobody would send, such as an object whose parts are no functions: as in tRPC's own way, that is a bad request.
test("an input schema that throws refuses the input, and tells nothing of why", async () => {
  const router = t.router({
    strict: open.query
      .input(z.strictObject({ a: z.string().transform(boom) }))
      .output(nothing)
      .query(() => undefined),
  });

  await using app = await serveNotes({ router });
  const response = await rpc(`strict?input=${encodeURIComponent('{"a":"b"}')}`)(app.url);

  expect(response.status).toBe(400);
  expect((await response.json()).error.message).toBe("The request is not valid.");
  expect(uncaught).toEqual([]);
});

test("an error formatter that throws", async () => {
  const plain = initTRPC.context<RequestContext>().create({ errorFormatter: boom });

  await expectSafe({ router: plain.router({ a: plain.procedure.query(boom) }) }, rpc("a"));
});

test("a database that cannot say whether it is there makes the server not ready, and nothing else", async () => {
  await using app = await serveNotes();
  app.database.ping = async () => boom();

  const response = await fetch(`${app.url}/readyz`);

  expect([response.status, await response.json()]).toEqual([503, { ready: false }]);
  expect(uncaught).toEqual([]);
});

test("a stream that throws half way ends for its reader, and for nobody else", async () => {
  const router = t.router({
    half: t.procedure.query(async function* () {
      yield 1;
      boom();
    }),
  });
  await using app = await serveNotes({ router });

  const response = await fetch(`${app.url}/rpc/half?batch=1`, { headers: { "trpc-accept": "application/jsonl" } });
  const text = await response.text();

  expect(text).not.toContain("passwd");
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect(uncaught).toEqual([]);
});
