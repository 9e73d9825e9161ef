// Faults: 34.
import { column, one, openDatabase, type Write } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { serveNotes } from "../../../test/notes-app.ts";
import { adapters, send } from "../../../test/send.ts";
import { type FailureCode, nothing, open, t, unruled } from "../../index.ts";

// Tables of a migrated database, in the kernel's own words.
const people = column.table("users", {
  id: column.id(),
  email: column.text().notNull(),
  name: column.text().notNull(),
  createdAt: column.moment().notNull(),
});
const logins = column.table("sessions", {
  id: column.text().primaryKey(),
  userId: column.ref(() => people.id).notNull(),
  createdAt: column.moment().notNull(),
  lastSeenAt: column.moment().notNull(),
  expiresAt: column.moment().notNull(),
});

const CANARY = "argon2id-canary-7f3a";
const now = new Date("2026-06-01T09:00:00.000Z");
const person = { email: CANARY, name: CANARY, createdAt: now };
const login = { id: CANARY, createdAt: now, lastSeenAt: now, expiresAt: now };
const nobody = "0198f3a2-7b1c-7000-8000-000000000003";

const real: Record<string, { code: FailureCode; work(db: Write): unknown }> = {
  "a key that is taken": {
    code: "CONFLICT",
    work: async (db) => {
      await db.insert(people).values(person);
      await db.insert(people).values(person);
    },
  },
  "a reference to nothing": {
    code: "CONFLICT",
    work: (db) => db.insert(logins).values({ ...login, userId: nobody }),
  },
  "a value that is missing": {
    code: "INTERNAL_SERVER_ERROR",
    work: (db) => db.insert(people).values({ ...person, name: null as never }),
  },
  "a value that no column takes": {
    code: "BAD_REQUEST",
    work: (db) => db.select().from(people).where(eq(people.id, CANARY)),
  },
  "a text that cannot be kept": {
    code: "BAD_REQUEST",
    work: (db) => db.insert(people).values({ ...person, name: `${CANARY}\0` }),
  },
  "more values than a statement takes": {
    code: "BAD_REQUEST",
    work: (db) =>
      db
        .select()
        .from(people)
        .where(
          inArray(
            people.name,
            Array.from({ length: 33_000 }, () => CANARY),
          ),
        ),
  },
  "a column that is not there": {
    code: "INTERNAL_SERVER_ERROR",
    work: (db) => db.select({ secret: sql`password_hash` }).from(people).where(eq(people.name, CANARY)),
  },
  "a table that is not there": {
    code: "INTERNAL_SERVER_ERROR",
    work: (db) => db.insert(column.table("secret_table", { name: column.text() })).values({ name: CANARY }),
  },
  "a statement that is none": {
    code: "INTERNAL_SERVER_ERROR",
    work: (db) => db.select({ no: sql`${CANARY} ) selekt` }).from(people),
  },
  "a row that is gone": {
    code: "CONFLICT",
    work: (db) => one(db.delete(people).where(eq(people.name, "nobody")).returning()),
  },
  "a transaction that takes too long": { code: "SERVICE_UNAVAILABLE", work: () => new Promise(() => {}) },
};

const known = [
  "Something went wrong.",
  "The service is busy. Try again in a moment.",
  "The service is out of storage.",
  "This clashes with something that exists, or with what was just changed.",
  "This was changed or removed meanwhile.",
  "A value cannot be stored.",
  "Too many values at once.",
];

let thrown: unknown;
let app: Awaited<ReturnType<typeof serveNotes>>;
let close: () => Promise<void>;
beforeAll(async () => {
  const own = await emptyTestDatabase();
  const database = await openDatabase({ url: own.url, writeLimitMs: 1_000 });
  const raise = () => {
    throw thrown;
  };
  const router = t.router({
    write: open.mutation
      .input(z.strictObject({ what: z.string() }))
      .output(nothing)
      .mutation(async ({ ctx, input }) => {
        await real[input.what]?.work(unruled(ctx, "a test"));
      }),
    writeInQuery: open.query
      .input(nothing)
      .output(nothing)
      .query(async ({ ctx }) => {
        // What a cast past the types would do.
        await (ctx.db as Write).delete(people).where(eq(people.name, CANARY));
      }),
    drive: open.query
      .input(z.strictObject({ code: z.string() }))
      .output(nothing)
      .query(({ input }) => {
        throw driverError(input.code);
      }),
    read: open.query.input(nothing).output(nothing).query(raise),
    change: open.mutation.input(nothing).output(nothing).mutation(raise),
    act: open.action.input(nothing).output(nothing).mutation(raise),
  });
  app = await serveNotes({ router, database });
  close = async () => {
    await app[Symbol.asyncDispose]();
    await database.close();
    await own.drop();
  };
});
afterAll(() => close());
beforeEach(() => void app.lines.splice(0));

const failuresLogged = () => app.lines.filter((line) => line.includes('"procedure failed"'));

describe.each(adapters)("by %s", (_, by) => {
  test.each(Object.entries(real))(
    "%s is told in plain words, and the log has its cause without values",
    async (what, { code }) => {
      const { body } = await send(app.port, { path: by("/rpc/write"), body: { what } });

      const { error } = JSON.parse(body);
      expect(error.data.code).toBe(code);
      expectPlain(error);
      expect(failuresLogged()).toHaveLength(/INTERNAL|UNAVAILABLE/.test(code) ? 1 : 0);
      for (const line of failuresLogged()) expect(JSON.parse(line).error.cause.cause.message).toMatch(/\w/);
      expect(app.lines.join("")).not.toContain(CANARY);
    },
  );

  test("a write in a read is our fault, and tells nothing", async () => {
    const { status, body } = await send(app.port, { path: by("/rpc/writeInQuery") });

    expect(status).toBe(500);
    expect(JSON.parse(body).error.message).toBe("Something went wrong.");
    expect(app.lines.join("")).not.toContain(CANARY);
  });
});

/** What drivers hang on an error, and what wraps it on its way. */
function driverError(code: string): Error {
  const cause = Object.assign(
    new Error('duplicate key value violates unique constraint "users_email" of table users'),
    {
      code,
      ...{ table: "users", column: "email", schema: "public", constraint: "users_email", file: "nbtinsert.c" },
      ...{ detail: `Key (email)=(${CANARY}) already exists.`, hint: CANARY, where: CANARY, internalQuery: CANARY },
      ...{ query: "insert into users values ($1)", parameters: [CANARY], params: [CANARY] },
    },
  );
  const message = `Failed query: insert into "users" ("email") values ($1)\nparams: ${CANARY}`;
  return Object.assign(new Error(message, { cause }), { query: "insert into users", params: [CANARY] });
}

const classes = "00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44";
const conditions = [...classes.split(" "), ..."53 54 55 57 58 72 F0 HV P0 XX".split(" ")].flatMap((head) =>
  ["000", "001", "006", "505", "P01", "P03"].map((end) => head + end),
);
const others = ["ECONNREFUSED", "ENOSPC", "EIO", "ETIMEDOUT", "EROFS", "constructor", "", "ERR_SOMETHING"];

const jsonLines = { "trpc-accept": "application/jsonl" };

test.each([
  ["the direct way", "", {}],
  ["tRPC's adapter", "&x=1", {}],
  ["a stream of JSON lines", "", jsonLines],
])("whatever code a driver's error has, the refusal is one of a few sentences, by %s", async (_, more, headers) => {
  const codes = [...conditions, ...others];
  const errors: { message: string }[] = [];

  for (let from = 0; from < codes.length; from += 20) {
    const some = codes.slice(from, from + 20).map((code) => ({ code }));
    const input = encodeURIComponent(JSON.stringify({ ...some }));
    const path = `/rpc/${some.map(() => "drive").join(",")}?batch=1&input=${input}${more}`;
    const { body } = await send(app.port, { path, headers });
    for (const [, error = ""] of body.matchAll(/\{"error":(\{.*?\}\})\}/g)) errors.push(JSON.parse(error));
  }

  expect(errors.length).toBe(codes.length);
  expect(errors.length).toBeGreaterThan(260);
  for (const error of errors) expectPlain(error);
  expect(new Set(errors.map(({ message }) => message)).size).toBe(6);
  expect(app.lines.join("")).not.toContain(CANARY);
});

test("in a transaction too, also when its statement is tried again", async () => {
  for (const code of ["23505", "42P01", "53100", "57P01", "22P02", "XX000"]) {
    thrown = driverError(code);
    const { body } = await send(app.port, { path: "/rpc/change", body: "" });

    expectPlain(JSON.parse(body).error);
  }
});

test.each([
  ["an error whose words are an object", Object.assign(new Error("x"), { message: { secret: CANARY } })],
  ["an error without words", Object.assign(new Error("x"), { message: undefined })],
  ["text", CANARY],
  ["nothing", undefined],
  ["null", null],
  ["a promise", Promise.resolve(CANARY)],
  ["an object that cannot be looked at", new Proxy({}, { get: () => { throw new Error(CANARY); } })], // biome-ignore format: one line
  ["an error that caused itself", Object.assign(new Error("loop"), { get cause() { return this; } })], // biome-ignore format: one line
])("%s, thrown, is an error of ours like any other", async (_, value) => {
  thrown = value;
  for (const [, by] of adapters) {
    for (const { status, body } of [
      await send(app.port, { path: by("/rpc/read") }),
      await send(app.port, { path: by("/rpc/read,read?batch=1") }),
      await send(app.port, { path: by("/rpc/act"), body: "" }),
    ]) {
      expect(status).toBe(500);
      expect(body).toContain('"message":"Something went wrong."');
      expect(body).not.toContain("canary");
    }
  }
});

/** One of a few sentences, and nothing else but what every refusal says. */
function expectPlain(error: { message: string }): void {
  expect(known).toContain(error.message);
  expect(error).toEqual({
    message: error.message,
    code: expect.any(Number),
    data: {
      code: expect.stringMatching(/^[A-Z_]+$/),
      httpStatus: expect.any(Number),
      path: expect.stringMatching(/^(write|drive|change)$/),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      details: null,
      issues: null,
    },
  });
}
