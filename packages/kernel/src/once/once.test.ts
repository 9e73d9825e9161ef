import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { serveNotes } from "../../test/notes-app.ts";
import { answeredCalls, sweepAnsweredCalls } from "./answered-calls.ts";

type Notes = Awaited<ReturnType<typeof serveNotes>>;

const under = (key: string, more: Record<string, string> = {}) => ({ "Idempotency-Key": key, ...more });
const answerOf = async (response: Response) => ({ status: response.status, body: await response.json() });

test("a mutation that comes again under its key is done once, and answered as the first time", async () => {
  await using app = await serveNotes();
  const key = randomUUID();

  const first = await app.post("create", { body: "buy milk" }, under(key));
  const second = await app.post("create", { body: "buy milk" }, under(key));

  expect(await app.count()).toBe(1);
  expect(first.headers.get("idempotency-id")).toMatch(/^[\w-]{22}$/);
  expect(second.headers.get("idempotency-id")).toBe(first.headers.get("idempotency-id"));
  expect(await answerOf(second)).toEqual(await answerOf(first));
});

test("of twenty that come at once, one does it and all are answered the same", async () => {
  await using app = await serveNotes();
  const key = randomUUID();

  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => answerOf(await app.post("create", { body: "buy milk" }, under(key)))),
  );

  expect(await app.count()).toBe(1);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("the same key with another input or for another procedure is a conflict, and does nothing", async () => {
  await using app = await serveNotes();
  const key = randomUUID();
  await app.post("create", { body: "buy milk" }, under(key));

  const others = [
    await app.post("create", { body: "buy bread" }, under(key)),
    await app.post("wipe", undefined, under(key)),
  ];

  for (const other of others) {
    expect((await answerOf(other)).body).toMatchObject({ error: { data: { code: "CONFLICT" } } });
  }
  expect(await app.count()).toBe(1);
});

test("a key is its caller's own: to another it is one of their own", async () => {
  await using app = await serveNotes();
  const key = randomUUID();
  const as = (who: string) => under(key, { authorization: `Bearer ${who}` });

  await app.post("create", { body: "buy milk" }, as("ada"));
  await app.post("create", { body: "buy milk" }, as("root"));
  await app.post("create", { body: "buy milk" }, under(key));
  await app.post("create", { body: "buy milk" }, as("ada"));

  expect(await app.count()).toBe(3);
});

test("what was refused was not done, and may be tried again under the same key", async () => {
  await using app = await serveNotes();
  const key = randomUUID();

  const refused = await app.post("createThenFail", { body: "no" }, under(key));
  const again = await app.post("createThenFail", { body: "no" }, under(key));

  for (const answer of [refused, again]) {
    expect((await answerOf(answer)).body).toMatchObject({ error: { message: "The note is not wanted." } });
  }
  expect(await app.database.read.select().from(answeredCalls)).toEqual([]);
});

test.each([
  ["one that could be guessed", "create", { body: "x" }, "short", "16 to 255"],
  ["one with odd characters", "create", { body: "x" }, "a key of four words", "16 to 255"],
  ["a batch of two", "create,create?batch=1", { 0: { body: "x" }, 1: { body: "y" } }, randomUUID(), "names one call"],
  ["what the direct way does not answer", "create?x=1", { body: "x" }, randomUUID(), "names one call"],
])("a key is refused in words for %s, and nothing is done", async (_, path, body, key, words) => {
  await using app = await serveNotes();

  const answer = await answerOf(await app.post(path, body, under(key)));

  expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(words) } } });
  expect(await app.count()).toBe(0);
});

test.each(["nothing.here", "list"])(
  "a key on what is no mutation (%s) does not hide why it is refused",
  async (path) => {
    await using app = await serveNotes();

    const bare = await answerOf(await app.post(path, undefined));
    const keyed = await answerOf(await app.post(path, undefined, under(randomUUID())));

    expect(keyed.status).toBe(bare.status);
    expect(keyed.body.error.message).toBe(bare.body.error.message);
  },
);

test("what is kept of an answer tells nothing to who has only the database", async () => {
  await using app = await serveNotes();
  const key = randomUUID();
  await app.post("create", { body: "a secret token" }, under(key));

  const [row] = await app.database.read.select().from(answeredCalls);

  expect(row).toMatchObject({ caller: "anonymous", state: "done" });
  expect(JSON.stringify(row)).not.toContain(key);
  const kept = Buffer.from(row?.answer ?? "", "base64").toString("latin1");
  expect(kept.length).toBeGreaterThan(20);
  expect(kept).not.toContain("secret");
});

test("an answer too long to keep is not given twice, nor is it done twice", async () => {
  await using app = await serveNotes();
  const key = randomUUID();
  await app.post("echo", { text: "x", times: 300_000 }, under(key));

  const again = await answerOf(await app.post("echo", { text: "x", times: 300_000 }, under(key)));

  expect(again.body).toMatchObject({
    error: { data: { code: "CONFLICT" }, message: expect.stringContaining("too long") },
  });
  expect(await app.count()).toBe(1);
});

test("an action that ended is not run again, and its cookies are given again", async () => {
  await using app = await serveNotes();
  const key = randomUUID();

  const first = await app.post("signIn", undefined, under(key));
  const again = await app.post("signIn", undefined, under(key));

  expect(first.headers.get("set-cookie")).toContain("session=ada");
  expect(again.headers.get("set-cookie")).toBe(first.headers.get("set-cookie"));
  expect(await app.database.read.select().from(answeredCalls)).toHaveLength(1);
});

test("an action that is under way is not begun twice; one that was cut off is never run again", async () => {
  let now = Date.parse("2026-06-01T09:00:00.000Z");
  await using app = await serveNotes({ clock: { now: () => new Date(now) } });
  const key = randomUUID();
  const acting = app.post("act", undefined, under(key));
  await app.doors.entered.promise;

  const meanwhile = await answerOf(await app.post("act", undefined, under(key)));
  now += 61_000;
  const later = await answerOf(await app.post("act", undefined, under(key)));
  app.doors.leave.resolve();
  await acting;
  const after = await answerOf(await app.post("act", undefined, under(key)));

  expect(meanwhile).toMatchObject({ status: 503, body: { error: { message: expect.stringContaining("under way") } } });
  expect(later).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining("did not end") } } });
  expect(after).toEqual({ status: 200, body: { result: { data: "acted" } } });
});

test("an action whose end could not be written down is not run a second time", async () => {
  let now = Date.parse("2026-06-01T09:00:00.000Z");
  await using app = await serveNotes({ clock: { now: () => new Date(now) } });
  const { write } = app.database;
  app.database.write = (work, options) =>
    options?.name === "endCall" ? Promise.reject(new Error("the disk is full")) : write(work, options);
  let runs = 0;
  app.doors.entered.resolve = () => {
    runs += 1;
  };
  app.doors.leave.resolve();
  const key = randomUUID();

  const first = await answerOf(await app.post("act", undefined, under(key)));
  const again = await answerOf(await app.post("act", undefined, under(key)));
  now += 61_000;
  const later = await answerOf(await app.post("act", undefined, under(key)));

  expect([first.status, again.status, later.status, runs]).toEqual([500, 503, 409, 1]);
  expect(later.body.error.message).toContain("did not end");
});

test("an action that was refused leaves nothing behind", async () => {
  await using app = await serveNotes();
  const key = randomUUID();

  const refused = await answerOf(await app.post("refuse", undefined, under(key)));

  expect(refused.status).toBe(409);
  expect(await app.database.read.select().from(answeredCalls)).toEqual([]);
});

test("answers are kept for a day", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "x" }, under(randomUUID()));
  const left = async (hours: number) => {
    await sweep(app, hours);
    return app.database.read.select().from(answeredCalls);
  };

  expect(await left(23)).toHaveLength(1);
  expect(await left(25)).toEqual([]);
});

function sweep({ database }: Notes, hours: number): Promise<void> {
  const log = { error: (entry: object) => expect.unreachable(JSON.stringify(entry)) };
  // Safe because nothing else of a log is used.
  return sweepAnsweredCalls({ database, now: new Date(Date.now() + hours * 3_600_000), log: log as never });
}
