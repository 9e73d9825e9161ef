// Faults: 46.
import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import { serveNotes } from "../../../test/notes-app.ts";
import { oddRouter } from "../../../test/odd-router.ts";
import { adapters, send } from "../../../test/send.ts";
import { createLog, Failure, type Logger, nothing, open, type RequestContext, t } from "../../index.ts";

const CANARY = "canary-9d2e";

/** The same procedures in a router whose own code fails while it describes an error. */
function routerWith(errorFormatter: () => never) {
  const { crash, hello, echoWrite, crashWrite } = oddRouter._def.procedures;
  const { router } = initTRPC.context<RequestContext>().create({ errorFormatter });
  return router({ crash, hello, echoWrite, crashWrite });
}

function fail(): never {
  throw new Error(CANARY);
}

function failWithText(): never {
  throw CANARY;
}

function loop(): object {
  const data: Record<string, unknown> = { httpStatus: 500 };
  data.data = data;
  return { code: -1, message: CANARY, data };
}

const failing = adapters.flatMap(([name, by]) => [
  { what: "throws an error", name, by, formatter: fail },
  { what: "throws text", name, by, formatter: failWithText },
]);
// tRPC itself cannot send these, nor say so; no formatter of ours makes them.
const unsendable = adapters.slice(0, 1).flatMap(([name, by]) => [
  { what: "answers nothing", name, by, formatter: () => undefined as never },
  { what: "answers what is no JSON", name, by, formatter: () => ({ code: 1n, data: {} }) as never },
  { what: "answers a loop", name, by, formatter: () => loop() as never },
]);

test.each([...failing, ...unsendable])(
  "a formatter that $what ends in a plain 500, by $name",
  async ({ formatter, by }) => {
    await using app = await serveNotes({ router: routerWith(formatter) });

    for (const request of [
      { path: "/rpc/crash" },
      { path: "/rpc/crash,hello?batch=1" },
      { path: "/rpc/crashWrite", body: "" },
      { path: "/rpc/crashWrite,echoWrite?batch=1", body: { 1: { text: "a" } } },
    ]) {
      const { status, body } = await send(app.port, { ...request, path: by(request.path) });
      expect(status).toBe(500);
      expect(body).not.toMatch(/canary|internal words|\bat /);
      expect(JSON.parse(body)).toMatchObject({ error: { data: { code: "INTERNAL_SERVER_ERROR" } } });
    }
    expect((await send(app.port, { path: by("/rpc/hello") })).status).toBe(200);
  },
);

/** A log that fails for every request's own lines. */
function brokenLog(): Logger {
  const log = createLog("silent");
  // Safe because nothing else of it is called while an error is told.
  log.child = (() => ({ error: fail, debug: fail, info: fail })) as never;
  return log;
}

test.each(adapters)("a log that fails while it is told of an error costs nobody an answer, by %s", async (_, by) => {
  await using app = await serveNotes({ router: oddRouter, log: brokenLog() });

  for (const request of [
    { path: "/rpc/crash" },
    { path: "/rpc/crash,hello,crash?batch=1" },
    { path: "/rpc/fail?input=%7B%22code%22%3A%22CONFLICT%22%7D" },
    { path: "/rpc/crashWrite,crashWrite?batch=1", body: {} },
  ]) {
    const { status, body } = await send(app.port, { ...request, path: by(request.path) });
    expect([207, 409, 500]).toContain(status);
    expect(body).not.toContain(CANARY);
  }
  expect((await send(app.port, { path: by("/rpc/hello") })).status).toBe(200);
});

test.each(adapters)(
  "what cannot be written as JSON, of an answer or a refusal, ends in a plain 500, by %s",
  async (_, by) => {
    const refuse = (details: unknown) => () => {
      throw new Failure("CONFLICT", "words for people", { details: details as never });
    };
    const odd = t.router({
      big: t.procedure.query(() => 1n),
      circular: t.procedure.query(loop),
      hostile: t.procedure.query(() => ({ toJSON: fail })),
      refusedBig: open.query
        .input(nothing)
        .output(nothing)
        .query(refuse({ n: 1n })),
      refusedLoop: open.query.input(nothing).output(nothing).query(refuse(loop())),
      refusedHostile: open.query
        .input(nothing)
        .output(nothing)
        .query(refuse({ toJSON: fail })),
    });
    await using app = await serveNotes({ router: odd });

    for (const name of Object.keys(odd._def.procedures)) {
      for (const path of [`/rpc/${name}`, `/rpc/${name},${name}?batch=1`]) {
        const { status, body } = await send(app.port, { path: by(path) });
        expect([name, status]).toEqual([name, 500]);
        expect(JSON.parse(body).error.message).toBe("Something went wrong.");
      }
    }
  },
);
