import { expect, test } from "vitest";
import { serveApp } from "../test/served-app.ts";
import { createClient, type DryRunReport, OwnCalls } from "./index.ts";

async function serveProject() {
  const app = await serveApp();
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Apollo" });
  const { id: projectId } = await ada.projects.create.mutate({ workspaceId, name: "Rocket", key: "ROC" });
  return Object.assign(app, { ada, workspaceId, projectId });
}

test("a mutation whose context asks for it is run dry: it is answered, tells what it would change, and changes nothing", async () => {
  await using app = await serveProject();
  const reports: DryRunReport[] = [];
  const context = { dryRun: (report: DryRunReport) => reports.push(report) };

  const task = await app.ada.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" }, { context });

  expect(task).toMatchObject({ title: "Fuel", number: 1 });
  expect(reports).toMatchObject([
    {
      rows: expect.arrayContaining([
        expect.objectContaining({ table: "tasks", change: "insert", key: { id: task.id } }),
        expect.objectContaining({ table: "projects", change: "update", key: { id: app.projectId } }),
      ]),
      events: [{ name: "task.created", subjectId: task.id, at: expect.any(String) }],
    },
  ]);
  expect((await app.ada.tasks.list.query({ projectId: app.projectId })).tasks).toEqual([]);
  expect(await app.ada.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" })).toMatchObject({ number: 1 });
});

test("what the rules refuse is refused", async () => {
  await using app = await serveProject();
  const bob = await app.as("bob");
  const context = { dryRun: () => expect.unreachable() };

  const create = bob.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" }, { context });

  await expect(create).rejects.toMatchObject({ data: { code: "NOT_FOUND" } });
});

test("what goes with a row is told, and hashes are not", async () => {
  await using app = await serveProject();
  const { ada, projectId, workspaceId } = app;
  const task = await ada.tasks.create.mutate({ projectId, title: "Fuel" });
  const label = await ada.labels.create.mutate({ projectId, name: "hot", color: "red" });
  await ada.tasks.update.mutate({ id: task.id, version: task.version, labelIds: [label.id] });
  const reports: DryRunReport[] = [];
  const context = { dryRun: (report: DryRunReport) => reports.push(report) };

  await ada.labels.delete.mutate({ id: label.id }, { context });
  await ada.invites.create.mutate({ workspaceId, email: "bob@example.com", role: "member" }, { context });

  const [deleted, invited] = reports;
  expect(deleted?.rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ table: "labels", change: "delete", key: { id: label.id } }),
      expect.objectContaining({ table: "task_labels", change: "delete", key: { taskId: task.id, labelId: label.id } }),
    ]),
  );
  expect(invited?.rows).toMatchObject([
    { table: "invites", fields: { email: { after: "bob@example.com" }, tokenHash: { after: "(secret)" } } },
    { table: "jobs", fields: { name: { after: "notifyOfEvent" } } },
    { table: "jobs", fields: { name: { after: "sendMail" } } },
  ]);
  // The mail that asks Ada to confirm her address, from when she signed up.
  expect(await ada.jobs.list.query({})).toMatchObject([{ name: "sendMail" }]);
  expect(await ada.labels.list.query({ projectId })).toHaveLength(1);
  expect(await ada.invites.list.query({ workspaceId })).toEqual([]);
});

test("it is no call of one's own for a live query to wait for, and takes no key", async () => {
  await using app = await serveProject();
  const calls = new OwnCalls();
  const sent: Headers[] = [];
  const spy: typeof fetch = (input, init) => {
    sent.push(new Headers(init?.headers));
    return fetch(input, init);
  };
  const client = createClient({ url: app.url, session: await app.sessionOf("ada"), fetch: spy, calls });

  const context = { dryRun: () => {}, idempotencyKey: "a-key-that-is-left-out" };
  await client.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" }, { context });

  expect([...calls.answered]).toEqual([]);
  expect([sent[0]?.get("dry-run"), sent[0]?.get("idempotency-key")]).toEqual(["true", null]);
});

test.each([true, false, null])(
  "a call whose context says %s for it is not sent: it would be carried out",
  async (dryRun) => {
    await using app = await serveProject();

    const create = app.ada.tasks.create.mutate({ projectId: app.projectId, title: "Fuel" }, { context: { dryRun } });

    await expect(create).rejects.toThrow("is a function");
    expect((await app.ada.tasks.list.query({ projectId: app.projectId })).tasks).toEqual([]);
  },
);

test("a server that carries the call out instead is not taken for one that did not", async () => {
  const older: typeof fetch = async () => Response.json({ result: { data: { id: "1" } } });
  const client = createClient({ url: "http://127.0.0.1:1", fetch: older });

  const create = client.tasks.create.mutate({ projectId: "1", title: "Fuel" }, { context: { dryRun: () => {} } });

  await expect(create).rejects.toThrow("it has carried out the call");
});
