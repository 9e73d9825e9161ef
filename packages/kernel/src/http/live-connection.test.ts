import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { notes, serveNotes } from "../../test/notes-app.ts";
import { Said } from "../../test/said.ts";
import { conflict } from "../failure.ts";
import { nothing, open, query } from "../procedures.ts";
import { t } from "../trpc.ts";

const LETTERS = 2_000_000;

const router = t.router({
  me: query
    .input(nothing)
    .output(z.string())
    .query(({ ctx }) => ctx.actor.userId),
  untellable: open.query
    .input(nothing)
    .output(nothing)
    .query(() => {
      throw conflict("No.", { many: 1n as never });
    }),
  /** A note as often as it fills so many letters, after its number of letters. */
  large: open.query
    .input(z.strictObject({ id: z.string() }))
    .output(z.string())
    .query(async ({ ctx, input }) => {
      const [note] = await ctx.db.select().from(notes).where(eq(notes.id, input.id));
      return (note?.tokenHash ?? "").padEnd(LETTERS, "x");
    }),
});

const follow = (id: number, input: unknown, path = "large") => ({
  id,
  method: "subscription",
  params: { path: "live.query", input: { path, input } },
});

test("a reader that is slow is sent the newest state when it reads again, and few of those in between", {
  timeout: 60_000,
}, async () => {
  await using app = await serveNotes({ router });
  const id = randomUUID();
  await app.database.write((db) => db.insert(notes).values({ id, tokenHash: "0 ", createdAt: new Date() }));
  const reader = await Said.on(app.port);
  reader.say(follow(1, { id }), follow(2, { id }));
  await reader.heard(4);

  reader.socket.pause();
  const changes = 12;
  for (let change = 1; change <= changes; change++) {
    await app.database.write((db) =>
      db
        .update(notes)
        .set({ tokenHash: `${change} ` })
        .where(eq(notes.id, id)),
    );
    await pause(150);
  }
  reader.socket.resume();

  const heard = (query: number) =>
    reader.byId()[`{"id":${query}`]?.map((frame) => /"value":"(\d+) /.exec(frame)?.[1]) ?? [];
  await expect
    .poll(() => [heard(1).at(-1), heard(2).at(-1)], { timeout: 20_000 })
    .toEqual([`${changes}`, `${changes}`]);
  // What the network itself holds is some megabytes.
  expect(heard(1).length + heard(2).length).toBeLessThan(changes);
  reader.socket.terminate();
});

test("a server that stops says so on each connection before it closes it", async () => {
  const app = await serveNotes({ router });
  const readers = await Promise.all([Said.on(app.port), Said.on(app.port)]);
  readers[0]?.say(follow(1, { id: randomUUID() }));
  await readers[0]?.heard(2);

  await app[Symbol.asyncDispose]();

  for (const reader of readers) {
    await expect.poll(() => reader.closed).toBe(1001);
    expect(reader.frames.at(-1)).toBe('{"id":null,"method":"reconnect"}');
  }
});

test("a refusal that cannot be told is answered all the same, and the connection lives on", async () => {
  await using app = await serveNotes({ router });
  const reader = await Said.on(app.port);

  reader.say(follow(1, undefined, "untellable"));
  await reader.heard(3);
  reader.say(follow(2, { id: randomUUID() }));
  await reader.heard(5);

  expect(reader.byId()['{"id":1']?.[1]).toContain('"code":"INTERNAL_SERVER_ERROR"');
  expect(reader.byId()['{"id":2']).toHaveLength(2);
  reader.socket.terminate();
});

test("whoever says who they are after a first message that was refused is heard all the same", async () => {
  await using app = await serveNotes({ router });
  const reader = await Said.on(app.port, "/live?connectionParams=1");

  reader.say('{"data":{"__proto__":"x"}}', { data: { bearer: "ada" } }, follow(1, undefined, "me"));
  await reader.heard(3);

  expect(reader.frames.at(-1)).toContain('"value":"ada"');
  reader.socket.terminate();
});
