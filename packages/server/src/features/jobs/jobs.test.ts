import { randomUUID } from "node:crypto";
import { insertOne } from "@plinth/database";
import { type jobStates, jobs } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

type State = (typeof jobStates)[number];

/** Puts a job into a state, and tells its id. */
async function addJob({ database, now }: TestApp, state: State): Promise<string> {
  const job = await database.write((db) =>
    insertOne(db, jobs, {
      ...{
        name: "greet",
        queue: "default",
        state,
        priority: 1,
        payload: { secret: "of theirs" },
        attempts: 3,
        claim: 3,
      },
      ...{
        requestId: "r",
        runAt: now(),
        createdAt: now(),
        error: "no luck",
        uniqueKey: state === "waiting" ? "k" : null,
      },
    }),
  );
  return job.id;
}

const operatorOf = async (app: TestApp) =>
  app.caller({ kind: "user", userId: await app.idOf("root"), sessionId: "s", operator: true });

const rowOf = async ({ database }: TestApp, id: string) =>
  (await database.read.select().from(jobs)).find((row) => row.id === id);

test("an operator sees jobs, the newest first, by state and page by page, and never their payloads", async () => {
  await using app = await createTestApp();
  const root = await operatorOf(app);
  const [first, dead, last] = [await addJob(app, "done"), await addJob(app, "dead"), await addJob(app, "done")];

  expect((await root.jobs.list({})).map(({ id }) => id)).toEqual([last, dead, first]);
  expect((await root.jobs.list({ state: "done", limit: 1 })).map(({ id }) => id)).toEqual([last]);
  expect((await root.jobs.list({ state: "done", limit: 1, before: last })).map(({ id }) => id)).toEqual([first]);
  expect(await root.jobs.list({ state: "dead" })).toMatchObject([{ name: "greet", attempts: 3, error: "no luck" }]);
  expect(JSON.stringify(await root.jobs.list({}))).not.toContain("of theirs");
  expect(await root.jobs.depths()).toEqual([
    { queue: "default", state: "dead", count: 1 },
    { queue: "default", state: "done", count: 2 },
  ]);
});

test.each(["waiting", "dead", "canceled", "parked"] as const)(
  "a job that is %s can be begun at once, with all its attempts",
  async (state) => {
    await using app = await createTestApp();
    const id = await addJob(app, state);
    const later = new Date(Date.now() + 3_600_000);
    await app.database.write((db) => db.update(jobs).set({ runAt: later }).where(eq(jobs.id, id)));

    await (await operatorOf(app)).jobs.retry({ id });

    const row = await rowOf(app, id);
    expect(row).toMatchObject({ state: "waiting", attempts: 0, endedAt: null });
    expect(Number(row?.runAt)).toBeLessThan(Date.now() + 60_000);
    expect(await app.events()).toEqual(["job.retried"]);
  },
);

test.each(["waiting", "running", "parked"] as const)(
  "a job that is %s can be canceled, and wanted again",
  async (state) => {
    await using app = await createTestApp();
    const id = await addJob(app, state);

    await (await operatorOf(app)).jobs.cancel({ id });

    expect(await rowOf(app, id)).toMatchObject({ state: "canceled", uniqueKey: null, endedAt: expect.any(Date) });
    expect(await app.events()).toEqual(["job.canceled"]);
  },
);

test("what does not suit a job's state, or is about no job, is refused", async () => {
  await using app = await createTestApp();
  const root = await operatorOf(app);
  const [done, running] = [await addJob(app, "done"), await addJob(app, "running")];

  await expect(root.jobs.retry({ id: done })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(root.jobs.retry({ id: running })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(root.jobs.cancel({ id: done })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(root.jobs.retry({ id: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });

  expect(await rowOf(app, done)).toMatchObject({ state: "done", attempts: 3 });
  expect(await app.events()).toEqual([]);
});

test("nobody but an operator sees or changes jobs", async () => {
  await using app = await createTestApp();
  const id = await addJob(app, "dead");

  for (const [caller, code] of [
    [app.as("ada"), "FORBIDDEN"],
    [app.anyone, "UNAUTHORIZED"],
  ] as const) {
    await expect(caller.jobs.list({})).rejects.toMatchObject({ code });
    await expect(caller.jobs.depths()).rejects.toMatchObject({ code });
    await expect(caller.jobs.retry({ id })).rejects.toMatchObject({ code });
    await expect(caller.jobs.cancel({ id })).rejects.toMatchObject({ code });
  }

  expect(await rowOf(app, id)).toMatchObject({ state: "dead" });
  expect(await app.events()).toEqual([]);
});
