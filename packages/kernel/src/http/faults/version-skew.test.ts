// Faults: 47.
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, httpLink } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { nothing, open, t } from "../../index.ts";

/** What an old client was built against. */
const yesterday = t.router({
  notes: t.router({
    show: open.query
      .input(z.strictObject({ id: z.string() }))
      .output(z.string())
      .query(() => ""),
    rename: open.mutation
      .input(z.strictObject({ id: z.string(), title: z.string() }))
      .output(nothing)
      .mutation(() => {}),
    star: open.mutation
      .input(z.strictObject({ id: z.string() }))
      .output(nothing)
      .mutation(() => {}),
    count: open.query
      .input(nothing)
      .output(z.number())
      .query(() => 0),
    size: open.mutation
      .input(nothing)
      .output(z.number())
      .mutation(() => 0),
  }),
});

let changed = 0;

/** What runs now: `show` is called `get`, `star` is gone, `rename` takes a name and a version, `count` is narrowed, `size` only reads. */
const today = t.router({
  notes: t.router({
    get: open.query
      .input(z.strictObject({ id: z.string() }))
      .output(z.string())
      .query(() => "a note"),
    rename: open.mutation
      .input(z.strictObject({ id: z.string(), name: z.string(), version: z.int() }))
      .output(nothing)
      .mutation(() => {
        changed += 1;
      }),
    count: open.query
      .input(z.strictObject({ of: z.string() }))
      .output(z.number())
      .query(() => 7),
    size: open.query
      .input(nothing)
      .output(z.number())
      .query(() => 7),
  }),
});

let app: Awaited<ReturnType<typeof serveNotes>>;
beforeAll(async () => {
  app = await serveNotes({ router: today });
});
afterAll(() => app[Symbol.asyncDispose]());

describe.each([
  ["httpLink", httpLink],
  ["httpBatchLink", httpBatchLink],
  ["httpBatchStreamLink", httpBatchStreamLink],
] as const)("an old client with the %s", (_, link) => {
  const client = () => createTRPCClient<typeof yesterday>({ links: [link({ url: `${app.url}/rpc` })] }).notes;
  const outdated = {
    message: "There is no such procedure. If it was there before, this client is outdated: reload or update it.",
    data: { code: "NOT_FOUND", httpStatus: 404, details: null, issues: null },
  };

  test("is told that a procedure it knows by an old name is gone, and what to do", async () => {
    await expect(client().show.query({ id: "1" })).rejects.toMatchObject({
      ...outdated,
      data: { ...outdated.data, path: "notes.show" },
    });
    await expect(client().star.mutate({ id: "1" })).rejects.toMatchObject(outdated);
  });

  test("is told the name of every field that is unknown or missing now, and changes nothing", async () => {
    const refused = await client()
      .rename.mutate({ id: "1", title: "private words" })
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({
      data: {
        code: "BAD_REQUEST",
        issues: [{ path: "name" }, { path: "version" }, { path: "", message: 'Unrecognized key: "title"' }],
      },
    });
    expect(String(refused)).not.toContain("private words");
    expect(changed).toBe(0);
  });

  test("is told that an input is missing that was not there before", async () => {
    await expect(client().count.query()).rejects.toMatchObject({ data: { code: "BAD_REQUEST" } });
  });

  test("is told that a mutation has become a query", async () => {
    await expect(client().size.mutate()).rejects.toMatchObject({
      message: "This procedure is called with another HTTP method.",
      data: { code: "METHOD_NOT_SUPPORTED" },
    });
  });

  test("loses only the calls of a batch that no longer fit", async () => {
    const mixed = createTRPCClient<typeof yesterday & typeof today>({ links: [link({ url: `${app.url}/rpc` })] }).notes;

    const outcomes = await Promise.allSettled([
      mixed.get.query({ id: "1" }),
      mixed.show.query({ id: "1" }),
      mixed.get.query({ id: "2" }),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});
