// Faults: 31.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notes, serveNotes } from "../../../test/notes-app.ts";
import { adapters, send } from "../../../test/send.ts";

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => app.database.write((db) => db.delete(notes)));

const bodies = async () =>
  (await app.database.read.select({ body: notes.tokenHash }).from(notes)).map((row) => row.body).sort();

describe.each(adapters)("by %s", (_, by) => {
  const batch = (paths: string, body: unknown) => send(app.port, { path: by(`/rpc/${paths}?batch=1`), body });

  test.each([
    ["an array", '[{"body":"a"},{"body":"b"}]'],
    ["nothing at all", "null"],
    ["a number", "7"],
    ["a text", '"0"'],
    ["true", "true"],
  ])("%s instead of an object by index is refused whole", async (_what, text) => {
    const { status, body } = await batch("create,create", text);

    expect(status).toBe(400);
    for (const { error } of JSON.parse(body)) {
      expect(error.message).toBe("The input of a batch is an object that has each call's input under its index.");
    }
    expect(await bodies()).toEqual([]);
  });

  test.each([
    "2",
    "99999999999",
    "-1",
    "00",
    "0.0",
    " 0",
    "0 ",
    "1e0",
    "+0",
    "length",
    "toString",
    "valueOf",
    "then",
    "",
    "0,1",
  ])('an input under the index "%s", which no call has, is ignored', async (index) => {
    const { status } = await batch("create,create", {
      [index]: { body: "smuggled" },
      0: { body: "a" },
      1: { body: "b" },
    });

    expect(status).toBe(200);
    expect(await bodies()).toEqual(["a", "b"]);
  });

  test.each(["__proto__", "constructor", "\\u005f_proto__"])(
    'an input under the index "%s" is refused whole',
    async (index) => {
      const { status } = await batch(
        "create,create",
        `{"${index}":{"0":{"body":"x"}},"0":{"body":"a"},"1":{"body":"b"}}`,
      );

      expect(status).toBe(400);
      expect(await bodies()).toEqual([]);
    },
  );

  test("a call without an input of its own does not get another's", async () => {
    const { status, body } = await batch("create,create", { 1: { body: "b" } });

    expect(status).toBe(207);
    expect(JSON.parse(body)).toMatchObject([{ error: { data: { code: "BAD_REQUEST" } } }, { result: {} }]);
    expect(await bodies()).toEqual(["b"]);
  });

  test("an index given twice counts once, and the last one", async () => {
    const { status } = await batch("create", '{"0":{"body":"first"},"0":{"body":"last"}}');

    expect(status).toBe(200);
    expect(await bodies()).toEqual(["last"]);
  });

  test("the same mutation twice runs twice, each in a transaction of its own", async () => {
    const { status, body } = await batch("create,createThenFail,create,create", {
      0: { body: "a" },
      1: { body: "undone" },
      2: { body: "a" },
      3: { body: 7 },
    });

    expect(status).toBe(207);
    expect(JSON.parse(body)).toMatchObject([
      { result: {} },
      { error: { data: { code: "CONFLICT" } } },
      { result: {} },
      { error: { data: { code: "BAD_REQUEST" } } },
    ]);
    expect(await bodies()).toEqual(["a", "a"]);
  });

  test("queries and mutations do not mix", async () => {
    const { status, body } = await batch("create,list", { 0: { body: "a" } });

    expect(status).toBe(400);
    expect(JSON.parse(body).error.message).toBe("A batch holds queries or mutations, not both.");
    expect(await bodies()).toEqual([]);
  });
});

test("an input that is broken off fails every call of its batch, and runs none", async () => {
  const path = "/rpc/create,create?batch=1";
  for (const text of ["{", '{"0":', '{"0":{"body":"a"}', '{"0":{"body":"a"},}']) {
    const { status, body } = await send(app.port, { path, body: text });

    expect([text, status]).toEqual([text, 400]);
    expect(body).toContain("The request is not valid JSON.");
  }
  expect(await bodies()).toEqual([]);
});
