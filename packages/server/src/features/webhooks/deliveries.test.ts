// Faults: 146, 147, 148, 149, 150, 151.
import { jobs } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { addTasks } from "../../../test/tracker.ts";
import { createWebhookWorld } from "../../../test/webhook-world.ts";
import { purgeDeliveries, resumeDeliveries } from "./jobs.ts";
import { WebhookPayload } from "./payload.ts";
import { webhookDeliveries, webhooks } from "./table.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const patient = { timeout: 20_000 };

test("what happens is sent to an endpoint that wants to know, signed so that anybody's library can tell", async () => {
  await using world = await createWebhookWorld();
  const { secret } = await world.add("/hooks?of=us", ["task.created"]);

  const [task] = await addTasks(world.app, world.tracker.projectId, ["Land"]);
  await world.app.as("mona").tasks.update({ id: task.id, version: task.version, title: "Land softly" });

  await expect.poll(() => world.receiver.received.length, patient).toBe(1);
  await world.quiet();
  const [received] = world.receiver.received;
  const headers = Object.fromEntries(
    Object.entries(received?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const payload = new Webhook(secret).verify(received?.body ?? "", headers);
  expect(received).toMatchObject({ method: "POST", url: "/hooks?of=us" });
  expect(payload).toEqual(WebhookPayload.parse(payload));
  expect(payload).toMatchObject({
    type: "task.created",
    workspaceId: world.tracker.workspaceId,
    actor: { id: await world.app.idOf("mona"), name: "Mona" },
    data: { subjectId: task.id, task: { key: "APO-1", status: { name: "Backlog" } } },
  });
  expect(await world.deliveries()).toMatchObject([
    {
      id: headers["webhook-id"],
      state: "delivered",
      attempts: 1,
      status: 200,
      responseBody: "ok",
      body: received?.body,
    },
  ]);
});

test("every kind of event arrives once, as its contract says, in no promised order", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  const { as } = world.app;
  const { workspaceId, projectId, status } = world.tracker;

  const [task] = await addTasks(world.app, projectId, ["Land"]);
  const { version } = await as("mona").tasks.update({ id: task.id, version: task.version, title: "Land softly" });
  expect(version).toBeGreaterThan(task.version);
  await as("mona").tasks.move({ id: task.id, statusId: status.Done, afterId: null, beforeId: null });
  await as("mona").tasks.move({ id: task.id, statusId: status.Todo, afterId: null, beforeId: null });
  const comment = await as("mona").comments.create({ taskId: task.id, body: "ä\n".repeat(75_000) });
  await world.quiet();
  await as("mona").comments.edit({ id: comment.id, body: "Softly" });
  await as("mona").comments.delete({ id: comment.id });
  await as("mona").tasks.delete({ id: task.id });
  await as("mona").tasks.restore({ id: task.id });
  const { id } = await as("adam").projects.create({ workspaceId, key: "NEW", name: "New" });
  await as("adam").projects.update({ id, name: "Newer" });
  await as("adam").projects.archive({ id });
  await as("adam").projects.restore({ id });
  const invite = await as("adam").invites.create({ workspaceId, email: "bob@example.com", role: "member" });
  await as("bob").invites.accept({ token: invite.token });
  const other = await as("adam").invites.create({ workspaceId, email: "cleo@example.com", role: "member" });
  await as("adam").invites.revoke({ id: other.id });
  const bob = await world.app.idOf("bob");
  await as("adam").members.changeRole({ workspaceId, userId: bob, role: "viewer" });
  await as("adam").members.remove({ workspaceId, userId: bob });
  await as("vera").members.leave({ workspaceId });
  const happened = (await world.app.events()).slice(-22);

  await expect.poll(async () => (await world.deliveries()).map(({ state }) => state), patient).not.toContain("queued");
  await world.quiet();
  const payloads = world.receiver.received.map(({ body }) => WebhookPayload.parse(JSON.parse(body)));
  const inOrder = payloads.sort((a, b) => (a.eventId < b.eventId ? -1 : 1)).map(({ type }) => type);
  expect(inOrder).toEqual(happened.filter((name) => !name.startsWith("webhook.")).slice(-inOrder.length));
  expect(new Set(inOrder).size).toBe(20);
  for (const { body } of world.receiver.received) {
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    for (const token of [invite.token, other.token]) expect(body).not.toContain(token);
    expect(body).not.toMatch(/hash|version|rank/i);
  }
});

test("nothing is sent of rows that come with an import, of accounts, or to an endpoint of another workspace", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  const { as } = world.app;
  const { id: elsewhere } = await as("sam").workspaces.create({ name: "Elsewhere" });
  await as("sam").projects.create({ workspaceId: elsewhere, key: "ELS", name: "Else" });
  const run = await as("mona").imports.start({ projectId: world.tracker.projectId, source: "csv" });
  await as("mona").imports.addRows({
    id: run.id,
    rows: [{ line: 1, row: { kind: "task", externalId: "1", title: "A" } }],
  });
  await as("mona").imports.finish({ id: run.id });

  await world.quiet();

  expect(await world.deliveries()).toEqual([]);
  expect(await world.app.database.read.$count(jobs, eq(jobs.name, "fanOutEvent"))).toBe(0);
});

test("what does not arrive is sent again under the same id, later and later over three days, and failed after that", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  world.say(() => ({ status: 500, body: `no\0pe ${"x".repeat(10_000)}` }));
  await addTasks(world.app, world.tracker.projectId, ["Land"]);
  const waited: number[] = [];

  for (let attempt = 1; attempt < 10; attempt++) {
    await expect
      .poll(async () => (await world.deliveries())[0], patient)
      .toMatchObject({ attempts: attempt, state: "queued" });
    await world.quiet();
    const [delivery] = await world.deliveries();
    const waitMs = Number(delivery?.nextAttemptAt) - world.app.now().getTime();
    waited.push(waitMs);
    // As if the endpoint had been well in between, so that it is the delivery alone whose times count.
    await world.app.database.write((db) => db.update(webhooks).set({ failingSince: null, pausedUntil: null }));
    await world.hurry(waitMs);
  }

  await expect.poll(async () => (await world.deliveries())[0]?.state, patient).toBe("failed");
  const ids = new Set(world.receiver.received.map(({ headers }) => headers["webhook-id"]));
  const times = world.receiver.received.map(({ headers }) => Number(headers["webhook-timestamp"]));
  expect([world.receiver.received.length, ids.size, new Set(times).size]).toEqual([10, 1, 10]);
  const hours = waited.reduce((sum, ms) => sum + ms, 0) / HOUR_MS;
  expect(hours).toBeGreaterThan(75);
  expect(hours).toBeLessThan(92);
  const [delivery] = await world.deliveries();
  expect(delivery).toMatchObject({ attempts: 10, status: 500, endedAt: expect.any(Date), nextAttemptAt: null });
  expect(delivery?.responseBody).toMatch(/^no\ufffdpe x+$/);
  expect(delivery?.responseBody).toHaveLength(4_096);
}, 60_000);

test("an endpoint that asks to wait is left alone until then, with all that is for it", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  world.say(() => ({ status: 503, headers: { "retry-after": "7200" } }));
  await addTasks(world.app, world.tracker.projectId, ["One"]);
  await expect.poll(async () => (await world.deliveries())[0]?.status, patient).toBe(503);

  const [delivery] = await world.deliveries();
  expect(Number(delivery?.nextAttemptAt) - world.app.now().getTime()).toBeGreaterThanOrEqual(2 * HOUR_MS);
  expect(Number((await world.webhook(id))?.pausedUntil) - world.app.now().getTime()).toBeGreaterThanOrEqual(
    2 * HOUR_MS,
  );
  await addTasks(world.app, world.tracker.projectId, ["Two"]);
  await expect
    .poll(async () => (await world.deliveries()).map(({ state }) => state), patient)
    .toEqual(["queued", "queued"]);
  await world.quiet();
  expect(world.receiver.received).toHaveLength(1);

  world.say(() => ({ status: 200 }));
  await world.hurry(3 * HOUR_MS);
  await expect
    .poll(async () => (await world.deliveries()).map(({ state }) => state), patient)
    .toEqual(["delivered", "delivered"]);
  expect(await world.webhook(id)).toMatchObject({ failures: 0, failingSince: null, pausedUntil: null });
});

test("a redirect, like everything that is not a success, is a failure", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  world.say(({ url }) => (url === "/hooks" ? { status: 302, headers: { location: "/there" } } : { status: 200 }));
  await addTasks(world.app, world.tracker.projectId, ["One"]);

  await expect.poll(async () => (await world.deliveries())[0]?.status, patient).toBe(302);
  await world.quiet();

  expect(await world.deliveries()).toMatchObject([{ state: "queued", attempts: 1 }]);
  expect(world.receiver.received).toHaveLength(1);
});

test("an endpoint that answers 410 is told nothing more", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  world.say(() => ({ status: 410 }));
  await addTasks(world.app, world.tracker.projectId, ["One"]);
  await expect.poll(async () => (await world.deliveries())[0]?.state, patient).toBe("failed");

  await addTasks(world.app, world.tracker.projectId, ["Two"]);
  await world.quiet();

  expect(await world.webhook(id)).toMatchObject({
    disabledAt: expect.any(Date),
    disabledWhy: expect.stringContaining("410"),
  });
  expect(world.receiver.received).toHaveLength(1);
  expect(await world.app.events("webhook")).toEqual(["webhook.created", "webhook.disabled"]);
  const { received } = world.inbox;
  const told = received.filter(
    ({ subject }) => subject === `The webhook to 127.0.0.1:${world.receiver.port} is disabled`,
  );
  expect(told.map(({ to }) => to).sort()).toEqual(["adam@example.com", "olga@example.com"]);
  expect(told[0]?.text).toContain(`/settings/webhooks/${id}`);
});

test("an endpoint where nothing arrives for three days is disabled, and what waits for it ended; not before", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  world.say(() => ({ status: 500 }));
  const tick = async () => {
    await world.hurry(HOUR_MS);
    await expect
      .poll(async () => (await world.deliveries()).filter(({ state }) => state === "sending"), patient)
      .toEqual([]);
    await world.quiet();
  };
  await addTasks(world.app, world.tracker.projectId, ["1", "2", "3", "4"]);
  await world.quiet();
  while (Number((await world.webhook(id))?.failures) < 12) await tick();
  expect(await world.webhook(id)).toMatchObject({ disabledAt: null, failingSince: expect.any(Date) });

  world.app.pass(3 * DAY_MS);
  await tick();

  expect(await world.webhook(id)).toMatchObject({
    disabledAt: expect.any(Date),
    disabledWhy: "Nothing has arrived there for three days.",
  });
  await tick();
  expect(new Set((await world.deliveries()).map(({ state }) => state))).toEqual(new Set(["failed"]));
}, 60_000);

test("a slow endpoint keeps only itself waiting, and gets all of its own in the end", async () => {
  await using world = await createWebhookWorld();
  await world.add("/slow");
  await world.add("/fast");
  let slowAtOnce = 0;
  let mostAtOnce = 0;
  let opened = () => {};
  const open = new Promise<void>((resolve) => {
    opened = resolve;
  });
  world.say(({ url }) => {
    if (url === "/fast") return { status: 200 };
    slowAtOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, slowAtOnce);
    return open;
  });
  const toFast = () => world.receiver.received.filter(({ url }) => url === "/fast").length;

  await addTasks(world.app, world.tracker.projectId, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]);

  await expect.poll(toFast, patient).toBe(12);
  await expect
    .poll(async () => (await world.deliveries()).filter(({ state }) => state === "waiting").length, patient)
    .toBe(8);
  expect(mostAtOnce).toBe(4);
  // Those that hang are cut off, as by a process that ends; from now on it answers.
  world.say(() => ({ status: 200 }));
  await world.hurry(0);
  opened();
  world.receiver.cut();
  await expect
    .poll(async () => (await world.deliveries()).filter(({ state }) => state === "waiting"), patient)
    .toEqual([]);
  for (let time = 0; time < 3; time++) {
    await world.hurry(HOUR_MS);
    await world.quiet();
  }
  expect(new Set((await world.deliveries()).map(({ state }) => state))).toEqual(new Set(["delivered"]));
}, 60_000);

test("after many failures one delivery at a time tries an endpoint, and the first that arrives brings the others along", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  world.say(() => ({ status: 500 }));
  await addTasks(world.app, world.tracker.projectId, ["1", "2", "3", "4", "5", "6", "7", "8"]);
  await expect.poll(async () => (await world.webhook(id))?.failures, patient).toBeGreaterThanOrEqual(5);
  await world.quiet();
  const before = world.receiver.received.length;

  await addTasks(world.app, world.tracker.projectId, ["9", "10", "11", "12"]);
  await world.quiet();
  expect(world.receiver.received.length).toBe(before);

  world.say(() => ({ status: 200 }));
  for (let time = 0; time < 3; time++) {
    await world.hurry(HOUR_MS);
    await world.quiet();
  }
  expect(new Set((await world.deliveries()).map(({ state }) => state))).toEqual(new Set(["delivered"]));
  expect(await world.deliveries()).toHaveLength(12);
}, 60_000);

test("a delivery whose job was canceled is taken up again", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  world.say(() => ({ status: 500 }));
  await addTasks(world.app, world.tracker.projectId, ["1"]);
  await expect.poll(async () => (await world.deliveries())[0]?.status, patient).toBe(500);
  await world.quiet();
  const canceled = { state: "canceled", endedAt: new Date() } as const;
  const isWaiting = and(eq(jobs.name, "deliverWebhook"), eq(jobs.state, "waiting"));
  await world.app.database.write((db) => db.update(jobs).set(canceled).where(isWaiting));
  world.say(() => ({ status: 200 }));

  await world.run(resumeDeliveries);

  await expect.poll(async () => (await world.deliveries())[0]?.state, patient).toBe("delivered");
});

test("a log is kept for thirty days", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  await addTasks(world.app, world.tracker.projectId, ["1"]);
  await expect.poll(async () => (await world.deliveries())[0]?.state, patient).toBe("delivered");
  await world.quiet();
  world.app.pass(29 * DAY_MS);
  await world.run(purgeDeliveries);
  expect(await world.app.database.read.$count(webhookDeliveries)).toBe(1);
  world.app.pass(2 * DAY_MS);
  await world.run(purgeDeliveries);

  expect(await world.app.database.read.$count(webhookDeliveries)).toBe(0);
});

test("the end of a process says nothing about the endpoint it was calling", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  world.say(() => new Promise(() => {}));
  await addTasks(world.app, world.tracker.projectId, ["1"]);
  await expect.poll(() => world.receiver.received.length, patient).toBe(1);
  world.say(() => ({ status: 200 }));

  await world.restart();

  await expect.poll(async () => (await world.deliveries())[0]?.state, patient).toBe("delivered");
  expect(await world.webhook(id)).toMatchObject({ failures: 0 });
  const ids = world.receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
});

test("an earlier job of a delivery that was sent by hand since leaves it alone", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  const { webhooks: api } = world.app.as("adam");
  world.say(() => ({ status: 500 }));
  await addTasks(world.app, world.tracker.projectId, ["1"]);
  await expect.poll(async () => (await world.deliveries())[0]?.status, patient).toBe(500);
  await world.quiet();
  // Its next attempt waits, as a job.
  await api.disable({ id });
  await api.enable({ id });
  world.say(() => ({ status: 200 }));
  await api.redeliver({ id: (await world.deliveries())[0]?.id ?? "" });
  await expect.poll(async () => (await world.deliveries())[0]?.state, patient).toBe("delivered");

  await world.hurry(HOUR_MS);
  await world.quiet();

  expect(world.receiver.received).toHaveLength(2);
});
