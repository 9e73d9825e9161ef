// Faults: 186.
import { events, recordEvent } from "@plinth/kernel";
import { and, asc, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { sealed, tamper } from "../../../test/auditing.ts";
import { createTeam } from "../../../test/team.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { chainOf, linkHash } from "./link-hash.ts";
import { auditLinks } from "./table.ts";
import { verifyAudit } from "./verify-audit.ts";

/** A workspace whose history is sealed. */
async function createSealed() {
  const app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  await app.as("mona").accounts.rename({ name: "Mona Lisa" });
  await sealed(app);
  const links = await linksOf(app, workspaceId);
  return { app, workspaceId, links, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

const linksOf = ({ database }: TestApp, chain: string) =>
  database.read.select().from(auditLinks).where(eq(auditLinks.chain, chain)).orderBy(asc(auditLinks.number));

const problemsOf = async ({ database }: TestApp, options = {}) => {
  const { chains } = await verifyAudit(database, options);
  return chains.flatMap(({ chain, problem }) => (problem ? [[chain, problem]] : []));
};

test("every event gets one link in the chain of its workspace, or in that of the installation", async () => {
  await using scene = await createSealed();
  const { app, workspaceId, links } = scene;

  const rows = await app.database.read.select().from(events);

  const all = await app.database.read.select().from(auditLinks);
  expect(all.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
  expect(links.map(({ number }) => number)).toEqual(links.map((_, at) => at + 1));
  expect(new Set(all.map(({ chain }) => chain))).toEqual(new Set(["", workspaceId]));
  const { chains, waiting } = await verifyAudit(app.database);
  expect(chains).toEqual([
    { chain: "", links: all.length - links.length, head: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { chain: workspaceId, links: links.length, head: links.at(-1)?.digest },
  ]);
  expect(waiting).toBe(0);
});

test("what happened since the last time waits, is no mistake, and is added after what is there", async () => {
  await using scene = await createSealed();
  const { app, workspaceId, links } = scene;

  await app.as("olga").workspaces.update({ id: workspaceId, name: "Artemis" });
  expect(await verifyAudit(app.database, { chain: workspaceId })).toMatchObject({
    chains: [{ links: links.length }],
    waiting: 1,
  });
  await sealed(app);

  const after = await linksOf(app, workspaceId);
  expect(after.slice(0, -1)).toEqual(links);
  expect(await problemsOf(app)).toEqual([]);
});

test("several who seal at once make one chain", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);

  const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => sealed(app)));
  await sealed(app);

  expect(attempts.some(({ status }) => status === "fulfilled")).toBe(true);
  expect((await linksOf(app, workspaceId)).length).toBeGreaterThan(3);
  expect(await problemsOf(app)).toEqual([]);
});

test("more events than one step takes are sealed all the same, in order", async () => {
  await using app = await createTestApp();
  const ctx = { actor: { kind: "system" }, now: app.now(), requestId: "r" } as const;
  await app.database.write(async (db) => {
    // Safe because it records, and does nothing else.
    for (let i = 0; i < 1_100; i++)
      await recordEvent({ ...ctx, db } as never, "test.happened", { subjectId: String(i) });
  });

  await sealed(app);

  const { chains } = await verifyAudit(app.database);
  expect(chains).toMatchObject([{ chain: "", links: 1_100 }]);
  expect(chains[0]?.problem).toBeUndefined();
});

test.each([
  ["what happened", sql`name = 'member.removed'`],
  ["who did it", sql`actor_id = subject_id, actor_kind = 'key'`],
  ["from where", sql`address = '10.0.0.1'`],
  ["of which request", sql`request_id = 'another'`],
  ["what it happened to", sql`subject_id = 'another'`],
  ["where it is shown", sql`thread_id = 'another'`],
  ["what it says besides", sql`data = '{"role":"owner"}'`],
  ["whose it is", sql`tenant_id = null`],
])("it shows when somebody changes %s", async (_, change) => {
  await using scene = await createSealed();
  const { app, workspaceId, links } = scene;
  const [, , third = expect.unreachable()] = links;

  await tamper(app, sql`update events set ${change} where id = ${third.id}`);

  expect(await problemsOf(app)).toEqual([
    [workspaceId, expect.stringMatching(`^link 3 does not hold: event ${third.id}`)],
  ]);
});

test("it shows when an event is removed, or a link, or both", async () => {
  for (const [what, words] of [
    [["events"], /^link 2 is of event .*, which is missing/],
    [["audit_links"], /^link 2 is missing/],
    [["events", "audit_links"], /^link 2 is missing/],
  ] as const) {
    await using scene = await createSealed();
    const { app, workspaceId, links } = scene;
    const [, second = expect.unreachable()] = links;

    await tamper(app, ...what.map((table) => sql`delete from ${sql.identifier(table)} where id = ${second.id}`));

    expect(await problemsOf(app)).toEqual([[workspaceId, expect.stringMatching(words)]]);
  }
});

test("it shows when an event is put in among old ones", async () => {
  await using scene = await createSealed();
  const { app, workspaceId, links } = scene;
  const [first = expect.unreachable()] = links;
  const row = await app.database.read.select().from(events).where(eq(events.id, first.id));
  const id = "01000000-0000-7000-8000-000000000000";

  await app.database.write((db) => db.insert(events).values(row.map((event) => ({ ...event, id }))));
  await sealed(app);

  expect(await problemsOf(app)).toEqual([[workspaceId, expect.stringMatching(`event ${id} is in no link`)]]);
});

test("it shows when links are put in, or change places", async () => {
  {
    await using scene = await createSealed();
    const { app, workspaceId, links } = scene;
    const last = links.at(-1) ?? expect.unreachable();
    const id = "01000000-0000-7000-8000-000000000000";
    const [event = expect.unreachable()] = await app.database.read.select().from(events).where(eq(events.id, last.id));
    await app.database.write(async (db) => {
      await db.insert(events).values({ ...event, id });
      await db.insert(auditLinks).values({ ...last, id, number: last.number + 1 });
    });

    expect(await problemsOf(app)).toEqual([
      [workspaceId, expect.stringMatching(`^link ${last.number + 1} does not hold`)],
    ]);
  }
  await using scene = await createSealed();
  const { app, workspaceId } = scene;
  const swap = (from: number, to: number) =>
    sql`update audit_links set number = ${to} where chain = ${workspaceId} and number = ${from}`;

  await tamper(app, swap(2, -1), swap(3, 2), swap(-1, 3));

  expect(await problemsOf(app)).toEqual([[workspaceId, expect.stringMatching(/^link 2 does not hold/)]]);
});

test("a hash that was noted shows that an end was cut off, or all of it made anew", async () => {
  await using scene = await createSealed();
  const { app, workspaceId, links } = scene;
  const last = links.at(-1) ?? expect.unreachable();
  const options = { chain: workspaceId, head: last.digest };
  expect(await problemsOf(app, options)).toEqual([]);

  await tamper(app, sql`delete from audit_links where id = ${last.id}`, sql`delete from events where id = ${last.id}`);

  expect(await problemsOf(app, { chain: workspaceId })).toEqual([]);
  expect(await problemsOf(app, options)).toEqual([[workspaceId, expect.stringMatching(/^no link has the hash/)]]);
});

test("a hash is the same on every engine, whatever order its facts were stored in", () => {
  const event = {
    ...{ id: "01000000-0000-7000-8000-000000000000", name: "task.moved", at: new Date(0), actorKind: "user" as const },
    ...{
      actorId: "a",
      impersonatorId: null,
      requestId: "r",
      address: null,
      subjectId: "s",
      threadId: null,
      containerId: null,
      tenantId: "t",
    },
  };
  const place = { chain: chainOf(event), number: 1, previous: "0".repeat(64) };

  const hash = linkHash(place, { ...event, data: { from: "Todo", to: "Done", Ä: ["b", "a"] } });

  expect(hash).toBe(linkHash(place, { ...event, data: { Ä: ["b", "a"], to: "Done", from: "Todo" } }));
  const other = linkHash(place, { ...event, impersonatorId: "i", data: { from: "Todo", to: "Done", Ä: ["b", "a"] } });
  expect(other).not.toBe(hash);
  // As it was before it was noted who is signed in as somebody, so that older links still hold.
  expect(hash).toMatchInlineSnapshot(`"cece31592b7de3396bca8aee2e57459f2506bb10dcfaaeb40a38539d96f7851a"`);
});

test("who seals does not make those clash who record at the same time", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  let stop = false;
  const sealing = (async () => {
    while (!stop) await sealed(app).catch(() => {});
  })();

  const made = await Promise.allSettled(
    Array.from({ length: 40 }, (_, i) =>
      app.as("olga").invites.create({ workspaceId, email: `p${i}@example.com`, role: "viewer" }),
    ),
  );
  stop = true;
  await sealing;
  await sealed(app);

  expect(made.every(({ status }) => status === "fulfilled")).toBe(true);
  const isInvite = and(eq(events.name, "invite.created"), eq(events.tenantId, workspaceId));
  expect(await app.database.read.$count(events, isInvite)).toBe(43);
  expect(await problemsOf(app)).toEqual([]);
});
