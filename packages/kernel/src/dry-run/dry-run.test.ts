import { randomUUID } from "node:crypto";
import type { Database, RowChange } from "@plinth/database";
import { expect, test } from "vitest";
import { serveNotes } from "../../test/notes-app.ts";
import { answeredCalls } from "../once/answered-calls.ts";
import { type DryRunReport, dryRun } from "./dry-run.ts";

const dry = (more: Record<string, string> = {}) => ({ "Dry-Run": "true", ...more });
const answerOf = async (response: Response) => ({ status: response.status, body: await response.json() });

type Notes = Awaited<ReturnType<typeof serveNotes>>;
const whatIsThere = async (app: Notes) => [
  await app.count(),
  await app.countEvents(),
  await app.database.read.select().from(answeredCalls),
];

test("a dry run is answered as the call would be, with the rows and events it would leave, and leaves none", async () => {
  await using app = await serveNotes();
  app.doors.leave.resolve();

  const made = await answerOf(await app.post("create", { body: "buy milk" }, dry()));
  const slow = await answerOf(await app.post("createSlowly", { body: "buy bread" }, dry()));

  const { data, dryRun } = made.body.result;
  expect(made.status).toBe(200);
  expect(data).toEqual({ id: expect.stringMatching(/^[\da-f-]{36}$/), tokenHash: "buy milk" });
  expect(dryRun).toEqual({
    rows: [
      {
        ...{ table: "setup_links", change: "insert", key: { id: data.id } },
        fields: {
          id: { after: data.id },
          tokenHash: { after: "(secret)" },
          createdAt: { after: expect.stringMatching(/^\d{4}-.*Z$/) },
        },
      },
    ],
    events: [],
    more: 0,
  });
  expect(slow.body.result).toMatchObject({
    dryRun: { rows: [{ change: "insert" }], events: [{ name: "note.created", actorKind: "anonymous", data: {} }] },
  });
  expect(slow.body.result).not.toHaveProperty("data");
  expect(await whatIsThere(app)).toEqual([0, 0, []]);
});

test("what goes is told as it was", async () => {
  await using app = await serveNotes();
  const { body } = await answerOf(await app.post("create", { body: "buy milk" }));
  const { id } = body.result.data;

  const wiped = await answerOf(await app.post("wipe", undefined, dry()));

  const createdAt = { before: expect.any(String) };
  expect(wiped.body.result.dryRun.rows).toEqual([
    {
      ...{ table: "setup_links", change: "delete", key: { id } },
      fields: { id: { before: id }, tokenHash: { before: "(secret)" }, createdAt },
    },
  ]);
  expect(await app.count()).toBe(1);
});

test("the call itself does what its dry run said", async () => {
  await using app = await serveNotes();
  await app.post("create", { body: "buy milk" }, dry());

  const { status } = await answerOf(await app.post("create", { body: "buy milk" }));

  expect([status, await app.count()]).toEqual([200, 1]);
});

test.each([
  ["a stranger", "privateWrite", undefined],
  ["a key without the right", "privateWrite", undefined, "reader"],
  ["an input that is not valid", "create", { body: "x".repeat(101) }],
  ["an input with an unknown key", "create", { body: "x", color: "red" }],
  ["what the mutation itself refuses", "createThenFail", { body: "no" }],
  ["a procedure that is not there", "nothing.here", {}],
  ["a query", "list", undefined],
])("%s is refused as without it", async (_, path, body, as = "") => {
  await using app = await serveNotes();
  const headers = { authorization: `Bearer ${as}` };
  const said = async (response: Response) => {
    const { status, body } = await answerOf(response);
    const { message, data } = body.error;
    return { status, message, code: data.code, issues: data.issues, details: data.details };
  };

  const refused = await said(await app.post(path, body, dry(headers)));

  expect(refused).toEqual(await said(await app.post(path, body, headers)));
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(await whatIsThere(app)).toEqual([0, 0, []]);
});

test("an action, which does more than change the database, is refused and does not begin", async () => {
  await using app = await serveNotes();
  let begun = false;
  app.doors.entered.resolve = () => {
    begun = true;
  };

  const answers = [
    await answerOf(await app.post("act", undefined, dry())),
    await answerOf(await app.post("signIn", undefined, dry())),
  ];

  for (const { status, body } of answers) {
    expect([status, body.error.message]).toEqual([400, expect.stringContaining("cannot be run dry")]);
  }
  expect(begun).toBe(false);
});

test("each call of a batch tells of itself", async () => {
  await using app = await serveNotes();

  const batch = { 0: { body: "x" }, 1: { body: "no" }, 2: { body: "y" } };
  const { status, body } = await answerOf(await app.post("create,createThenFail,create?batch=1", batch, dry()));

  expect(status).toBe(207);
  expect(body).toMatchObject([
    { result: { data: { tokenHash: "x" }, dryRun: { rows: [{ change: "insert" }] } } },
    { error: { message: "The note is not wanted." } },
    { result: { data: { tokenHash: "y" }, dryRun: { rows: [{ change: "insert" }] } } },
  ]);
  for (const at of [0, 2]) expect(body[at].result.dryRun.rows[0].key).toEqual({ id: body[at].result.data.id });
  expect(await whatIsThere(app)).toEqual([0, 0, []]);
});

test("twenty at once each tell of themselves, and calls beside them are carried out", async () => {
  await using app = await serveNotes();

  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, at) =>
      answerOf(await app.post("create", { body: `${at}` }, at % 2 ? dry() : {})),
    ),
  );

  const keys = answers.map(({ body: { result } }) => result.dryRun?.rows.map(({ key }: { key: object }) => key));
  expect(keys).toEqual(answers.map(({ body: { result } }, at) => (at % 2 ? [{ id: result.data.id }] : undefined)));
  expect(await app.count()).toBe(10);
});

test.each([
  ["another value", "create", { "Dry-Run": "false" }, "one value: true"],
  ["an empty value", "create", { "Dry-Run": "" }, "one value: true"],
  ["a key beside it", "create", dry({ "Idempotency-Key": randomUUID() }), "leave out the Idempotency-Key"],
  ["a parameter nobody knows", "create?x=1", dry(), "plain JSON"],
  ["a stream", "create?batch=1", dry({ "trpc-accept": "application/jsonl" }), "plain JSON"],
])("with %s it is refused in words, and nothing is done", async (_, path, headers, words) => {
  await using app = await serveNotes();
  const body = path.includes("batch") ? { 0: { body: "x" } } : { body: "x" };

  const answer = await answerOf(await app.post(path, body, headers));

  expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(words) } } });
  expect(await app.count()).toBe(0);
});

test("a read, which changes nothing anyhow, is answered as ever", async () => {
  await using app = await serveNotes();

  const read = await fetch(`${app.url}/rpc/list`, { headers: dry({ "Idempotency-Key": "short" }) });

  expect(await answerOf(read)).toEqual({ status: 200, body: { result: { data: [] } } });
});

test("it counts as a call", async () => {
  const few = { perMinute: 3, burst: 3 };
  await using app = await serveNotes({ limits: { actor: few, address: few } });

  const statuses = [];
  for (let call = 0; call < 4; call++) statuses.push((await app.post("create", { body: "x" }, dry())).status);

  expect(statuses).toEqual([200, 200, 200, 429]);
});

test("long texts are cut, and what is named like a secret inside a document is left out", async () => {
  const { rows } = await reportOn([
    {
      table: "notes",
      key: { id: "1" },
      after: { id: "1", body: "x".repeat(3_000), settings: { color: "red", token: "t" } },
    },
  ]);

  expect(rows[0]?.fields.body?.after).toBe(`${"x".repeat(2_000)}… (3000 characters)`);
  expect(rows[0]?.fields.settings).toEqual({ after: { color: "red" } });
});

test("of a row that stays only what changes is told, a secret too, and a key that is a secret is not", async () => {
  const { rows } = await reportOn([
    {
      ...{ table: "keys", key: { hash: "abc" } },
      before: { hash: "abc", name: "old", tokenHash: "1", uses: 1, usedBy: null },
      after: { hash: "abc", name: "new", tokenHash: "2", uses: 1, usedBy: "ada" },
    },
  ]);

  const fields = {
    name: { before: "old", after: "new" },
    tokenHash: { before: "(secret)", after: "(secret)" },
    usedBy: { before: null, after: "ada" },
  };
  expect(rows).toEqual([{ table: "keys", change: "update", key: { hash: "(secret)" }, fields }]);
});

/** What is told of these changes. */
async function reportOn(rows: RowChange[]): Promise<DryRunReport> {
  const reports: DryRunReport[] = [];
  // Safe because nothing else of a database is used.
  const database = { dryRun: async () => ({ result: undefined, rows, more: 0 }) } as unknown as Database;
  await dryRun(database, { name: "test", run: async () => {}, tell: (told) => reports.push(told) });
  return reports[0] ?? expect.unreachable();
}
