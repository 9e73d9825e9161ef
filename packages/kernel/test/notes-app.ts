import { column, one, openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { events } from "../src/events.ts";
import {
  type Actor,
  anonymous,
  conflict,
  createLog,
  mutation,
  nothing,
  open,
  operator,
  query,
  type Running,
  recordEvent,
  type ServeOptions,
  serve,
  systemClock,
  t,
  unruled,
} from "../src/index.ts";

const { table, text } = column;

// A table that every migrated database has, seen with other names: the kernel itself knows no feature.
export const notes = table("setup_links", {
  id: column.id(),
  tokenHash: text().notNull(),
  createdAt: column.moment().notNull(),
});

const Note = z.object({ id: z.string(), tokenHash: z.string() });
const NewNote = z.strictObject({ body: z.string().max(100), secret: z.string().max(3).optional() });

/** What a test may do while a request is inside a procedure. */
export interface Doors {
  entered: PromiseWithResolvers;
  leave: PromiseWithResolvers;
}

type PromiseWithResolvers = { promise: Promise<void>; resolve(): void };

function promiseWithResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

/** A small product that exercises every kind of procedure, served for real. */
export async function serveNotes(options: Partial<ServeOptions> = {}) {
  const test = await emptyTestDatabase();
  const database = await openDatabase({ url: test.url, tables: [notes, events] });
  const lines: string[] = [];
  const doors: Doors = { entered: promiseWithResolvers(), leave: promiseWithResolvers() };

  const router = t.router({
    list: open.query
      .input(nothing)
      .output(z.array(Note))
      .query(({ ctx }) => ctx.db.select().from(notes)),
    create: open.mutation
      .input(NewNote)
      .output(Note)
      .mutation(({ ctx, input }) =>
        one(unruled(ctx, "a test").insert(notes).values({ tokenHash: input.body, createdAt: ctx.now }).returning()),
      ),
    wipe: open.mutation
      .input(nothing)
      .output(nothing)
      .mutation(async ({ ctx }) => {
        await unruled(ctx, "a test").delete(notes);
      }),
    createThenFail: open.mutation
      .input(NewNote)
      .output(nothing)
      .mutation(async ({ ctx, input }) => {
        const note = await one(
          unruled(ctx, "a test").insert(notes).values({ tokenHash: input.body, createdAt: ctx.now }).returning(),
        );
        await recordEvent(ctx, "note.created", { subjectId: note.id });
        throw conflict("The note is not wanted.", { reason: "test" });
      }),
    crash: open.query
      .input(nothing)
      .output(nothing)
      .query(() => {
        throw new Error("the secret file /etc/passwd of table users");
      }),
    clash: open.mutation
      .input(nothing)
      .output(nothing)
      .mutation(async ({ ctx }) => {
        const [row] = await ctx.db.select().from(notes).limit(1);
        const values = { id: row?.id, tokenHash: "my secret parameter", createdAt: ctx.now };
        await unruled(ctx, "a test")
          .insert(notes)
          .values(values as never);
      }),
    writeInQuery: open.query
      .input(nothing)
      .output(nothing)
      .query(async ({ ctx }) => {
        // What a cast past the types would do.
        await (ctx.db as unknown as { delete(table: typeof notes): Promise<unknown> }).delete(notes);
      }),
    forgetful: open.query
      .input(nothing)
      .output(Note)
      .query(() => ({ id: "1" }) as never),
    slow: open.query
      .input(nothing)
      .output(z.string())
      .query(async () => {
        doors.entered.resolve();
        await doors.leave.promise;
        return "done";
      }),
    /** Writes, waits inside its transaction, and writes again: both or neither. */
    createSlowly: open.mutation
      .input(NewNote)
      .output(nothing)
      .mutation(async ({ ctx, input }) => {
        const note = await one(
          unruled(ctx, "a test").insert(notes).values({ tokenHash: input.body, createdAt: ctx.now }).returning(),
        );
        doors.entered.resolve();
        await doors.leave.promise;
        await recordEvent(ctx, "note.created", { subjectId: note.id });
      }),
    large: open.query
      .input(z.strictObject({ bytes: z.number() }))
      .output(z.string())
      .query(({ input }) => "x".repeat(input.bytes)),
    signIn: open.action
      .input(nothing)
      .output(nothing)
      .mutation(({ ctx }) => ctx.setCookie("session", "ada", new Date("2100-01-01T00:00:00Z"))),
    /** Writes, and answers at whatever length. */
    echo: open.mutation
      .input(z.strictObject({ text: z.string(), times: z.int() }))
      .output(z.string())
      .mutation(async ({ ctx, input: { text, times } }) => {
        await unruled(ctx, "a test").insert(notes).values({ tokenHash: text, createdAt: ctx.now });
        return text.repeat(times);
      }),
    act: open.action
      .input(nothing)
      .output(z.string())
      .mutation(async () => {
        doors.entered.resolve();
        await doors.leave.promise;
        return "acted";
      }),
    refuse: open.action
      .input(nothing)
      .output(nothing)
      .mutation(() => {
        throw conflict("No.");
      }),
    private: query
      .input(nothing)
      .output(z.string())
      .query(({ ctx }) => ctx.actor.userId),
    privateWrite: mutation
      .input(nothing)
      .output(nothing)
      .mutation(async ({ ctx }) => {
        await unruled(ctx, "a test").delete(notes);
      }),
    operate: operator.query
      .input(nothing)
      .output(z.string())
      .query(() => "operated"),
  });

  const running: Running = await serve(
    {
      router,
      database,
      clock: systemClock,
      log: createLog("info", { write: (line) => void lines.push(line) }),
      authenticate: async ({ cookie, bearer }) => actors[cookie("session") ?? bearer ?? ""] ?? anonymous,
      hosts: ["localhost", "127.0.0.1"],
      origins: ["http://app.example"],
      secure: false,
      trustedProxies: 0,
      maxBodyBytes: 100_000,
      maxBatchSize: 20,
      limits: { actor: unlimited, address: unlimited },
      ...options,
    },
    0,
    "127.0.0.1",
  );
  const url = `http://127.0.0.1:${running.port}`;
  const named = (type: string) =>
    Object.entries<{ _def: { type: string } }>(router._def.procedures)
      .filter(([, { _def }]) => _def.type === type)
      .map(([name]) => name);
  return {
    url,
    queries: named("query"),
    mutations: named("mutation"),
    port: running.port,
    running,
    database,
    doors,
    lines,
    /** How many notes there are now. */
    count: async () => (await database.read.select({ id: notes.id }).from(notes)).length,
    countEvents: async () => (await database.read.select({ id: events.id }).from(events).where(sql`true`)).length,
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}/rpc/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    async [Symbol.asyncDispose]() {
      doors.leave.resolve();
      await running.stop(500);
      await database.close();
      await test.drop();
    },
  };
}

const unlimited = { perMinute: 1e9, burst: 1e9 };

const actors: Record<string, Actor> = {
  ada: { kind: "user", userId: "ada", sessionId: "s1", operator: false },
  root: { kind: "user", userId: "root", sessionId: "s2", operator: true },
  reader: { kind: "key", userId: "ada", keyId: "k1", scopes: ["*:read"], operator: false },
};
