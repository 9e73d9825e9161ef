// Faults: 142, 146, 152.
import { emptyTestDatabase } from "@plinth/database/test";
import { publicReach, useReach } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { addTasks } from "../../../test/tracker.ts";
import { createWebhookWorld, type WebhookWorld } from "../../../test/webhook-world.ts";
import { createApp } from "../../app.ts";
import { members, users, webhooks } from "../../tables.ts";

const HOUR_MS = 3_600_000;
const patient = { timeout: 20_000 };

const arrivals = async ({ app, tracker, receiver, quiet }: WebhookWorld): Promise<number> => {
  const before = receiver.received.length;
  await addTasks(app, tracker.projectId, ["Something"]);
  await quiet();
  return receiver.received.length - before;
};

const verifies = (secret: string, received: { body: string; headers: object } | undefined): boolean => {
  const headers = Object.fromEntries(
    Object.entries(received?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  try {
    new Webhook(secret).verify(received?.body ?? "", headers);
    return true;
  } catch {
    return false;
  }
};

test("a secret is shown to whoever sets up an endpoint, once; nothing holds it afterwards that can be read", async () => {
  await using world = await createWebhookWorld();
  const { id, secret } = await world.add();
  const { workspaceId } = world.tracker;

  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(await world.app.as("olga").webhooks.list({ workspaceId })).toEqual([
    {
      id,
      url: `http://127.0.0.1:${world.receiver.port}/hooks`,
      events: ["*"],
      createdAt: world.app.now(),
      ...{ disabledAt: null, disabledWhy: null, failingSince: null, pausedUntil: null, previousUntil: null },
      ...{ vouchedByName: "Adam", vouched: true },
    },
  ]);
  const kept = JSON.stringify(await world.app.database.read.select().from(webhooks));
  expect(kept).not.toContain(secret.slice("whsec_".length));
  expect(await world.app.events("webhook")).toEqual(["webhook.created"]);
});

test("members and viewers neither see nor change webhooks, and strangers do not learn that there are any", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  const { workspaceId } = world.tracker;
  const { id: deliveryId } = await world.app.as("adam").webhooks.sendTest({ id });
  const attempts = (name: string) => {
    const { list, create, update, sendTest, deliveries, delivery, redeliver } = world.app.as(name).webhooks;
    return [
      list({ workspaceId }),
      create({ workspaceId, url: "https://example.com", events: ["*"] }),
      update({ id, events: ["*"] }),
      sendTest({ id }),
      deliveries({ webhookId: id }),
      delivery({ id: deliveryId }),
      redeliver({ id: deliveryId }),
    ];
  };

  await expectRefused([...attempts("mona"), ...attempts("vera")], { code: "FORBIDDEN" });
  await expectRefused(attempts("sam"), { code: "NOT_FOUND" });
});

test("an endpoint has to be on the public net, wherever a name leads today", async () => {
  await using world = await createWebhookWorld();
  useReach(publicReach);
  const { workspaceId } = world.tracker;
  const { create, update } = world.app.as("adam").webhooks;
  const urls = [
    "http://example.com/",
    "https://localhost/",
    "https://169.254.169.254/latest",
    "https://a@example.com/",
  ];

  await expectRefused(
    urls.map((url) => create({ workspaceId, url, events: ["*"] })),
    { code: "BAD_REQUEST" },
  );
  const { id } = await create({ workspaceId, url: "https://example.com/hooks#here", events: ["*"] });
  await expectRefused(
    urls.map((url) => update({ id, url })),
    { code: "BAD_REQUEST" },
  );
  expect(await world.app.as("adam").webhooks.list({ workspaceId })).toMatchObject([
    { url: "https://example.com/hooks" },
  ]);
});

test("what was set up while more was allowed is looked at again when it is sent", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  useReach(publicReach);

  expect(await arrivals(world)).toBe(0);

  expect(await world.deliveries()).toMatchObject([{ state: "queued", failure: "It has to begin with https://." }]);
});

test("for a day after its secret was changed an endpoint can check with either, and then with the new one alone", async () => {
  await using world = await createWebhookWorld();
  const { id, secret: before } = await world.add();
  const { secret: after } = await world.app.as("olga").webhooks.rotateSecret({ id });
  expect(after).not.toBe(before);

  await arrivals(world);
  const both = world.receiver.received.at(-1);
  world.app.pass(24 * HOUR_MS);
  await arrivals(world);
  const one = world.receiver.received.at(-1);

  expect(String(both?.headers["webhook-signature"])).toMatch(/^v1,\S{44} v1,\S{44}$/);
  expect([verifies(before, both), verifies(after, both)]).toEqual([true, true]);
  expect(String(one?.headers["webhook-signature"])).toMatch(/^v1,\S{44}$/);
});

test("a test is sent once, whatever comes of it, and says nothing about how the endpoint does", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add("/hooks", ["task.created"]);
  const { webhooks: api } = world.app.as("adam");
  world.say(() => ({ status: 500, body: "no" }));

  const { id: failed } = await api.sendTest({ id });
  await expect.poll(async () => (await api.delivery({ id: failed })).state, patient).toBe("failed");
  world.say(() => ({ status: 200 }));
  const { id: arrived } = await api.sendTest({ id });
  await expect.poll(async () => (await api.delivery({ id: arrived })).state, patient).toBe("delivered");

  expect(await world.webhook(id)).toMatchObject({ failures: 0 });
  expect(await api.delivery({ id: failed })).toMatchObject({ event: "webhook.test", status: 500, responseBody: "no" });
  expect(JSON.parse((await api.delivery({ id: arrived })).body)).toMatchObject({ type: "webhook.test" });
});

test("what has ended can be sent once more, under the id by which its receiver knows it again", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  const { webhooks: api } = world.app.as("olga");
  await arrivals(world);
  const { deliveries } = await api.deliveries({ webhookId: id, state: "delivered" });
  const [delivery] = deliveries;

  await api.redeliver({ id: delivery?.id ?? "" });
  await expect.poll(() => world.receiver.received.length, patient).toBe(2);
  await world.quiet();

  expect(new Set(world.receiver.received.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([delivery?.id]));
  expect(await api.delivery({ id: delivery?.id ?? "" })).toMatchObject({ state: "delivered", attempts: 1 });
  expect(await world.app.events("webhook")).toEqual(["webhook.created", "webhook.redelivered"]);
});

test("a disabled endpoint is told nothing; enabled again, it is told what happens from then on", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  const { webhooks: api } = world.app.as("adam");
  await api.disable({ id });

  expect(await arrivals(world)).toBe(0);
  await expectRefused([api.disable({ id }), api.sendTest({ id })], { code: "CONFLICT" });
  const other = await world.add("/other");
  expect(await arrivals(world)).toBe(1);
  expect((await world.deliveries()).map(({ webhookId }) => webhookId)).toEqual([other.id]);
  await api.delete({ id: other.id });
  await api.enable({ id });
  await expectRefused([api.enable({ id })], { code: "CONFLICT" });
  expect(await arrivals(world)).toBe(1);
  await api.delete({ id });
  expect(await arrivals(world)).toBe(0);
  expect(await world.deliveries()).toEqual([]);
});

test("nothing goes to an endpoint whose admin was demoted, removed or suspended, until another one takes it over", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  const { workspaceId } = world.tracker;
  const { app } = world;
  const adam = await app.idOf("adam");
  const olga = app.as("olga");
  const vouched = async () => (await olga.webhooks.list({ workspaceId }))[0]?.vouched;
  expect([await arrivals(world), await vouched()]).toEqual([1, true]);

  await app.database.write((db) => db.update(users).set({ suspendedAt: app.now() }).where(eq(users.id, adam)));
  expect([await arrivals(world), await vouched()]).toEqual([0, false]);
  await app.database.write((db) => db.update(users).set({ suspendedAt: null }).where(eq(users.id, adam)));
  await olga.members.changeRole({ workspaceId, userId: adam, role: "member" });
  expect([await arrivals(world), await vouched()]).toEqual([0, false]);
  await olga.members.remove({ workspaceId, userId: adam });
  expect([await arrivals(world), await vouched()]).toEqual([0, false]);
  // Nor is anything of it written down for later.
  expect(await world.deliveries()).toHaveLength(1);

  await olga.webhooks.update({ id });
  expect([await arrivals(world), await vouched()]).toEqual([1, true]);
  expect(await app.events("webhook")).toEqual(["webhook.created", "webhook.changed"]);
});

test("so does what is on its way to one already", async () => {
  await using world = await createWebhookWorld();
  await world.add();
  world.say(() => ({ status: 500 }));
  await arrivals(world);
  await world.app.database.write(async (db) => {
    await db.delete(members).where(eq(members.userId, await world.app.idOf("adam")));
  });

  await world.hurry(HOUR_MS);
  await expect.poll(async () => (await world.deliveries())[0]?.state, patient).toBe("failed");

  expect(world.receiver.received).toHaveLength(1);
});

test("a log is read page by page, the newest first, and by what came of it", async () => {
  await using world = await createWebhookWorld();
  const { id } = await world.add();
  await addTasks(world.app, world.tracker.projectId, ["1", "2", "3", "4", "5"]);
  await world.quiet();
  const read = (cursor?: string) => world.app.as("adam").webhooks.deliveries({ webhookId: id, limit: 2, cursor });
  const all = (await world.deliveries()).map((one) => one.id).reverse();

  const seen: string[] = [];
  for (let page = await read(); ; page = await read(page.nextCursor)) {
    seen.push(...page.deliveries.map((one) => one.id));
    if (!page.nextCursor) break;
  }

  expect(seen).toEqual(all);
  const { deliveries } = await world.app.as("adam").webhooks.deliveries({ webhookId: id, state: "failed" });
  expect(deliveries).toEqual([]);
});

test("a workspace has room for twenty", async () => {
  await using world = await createWebhookWorld();
  for (let at = 0; at < 20; at++) await world.add();

  await expectRefused([world.add()], { code: "CONFLICT" });
});

test("an installation that lists hosts is led to no others", async () => {
  await using world = await createWebhookWorld();
  const own = await emptyTestDatabase();
  const listed = await createApp({
    ...{ databaseUrl: own.url, migrations: "drizzle", logLevel: "silent" },
    ...{ hosts: [], origins: [], secure: false, trustedProxies: 0, webhookHosts: ["*.example.com"] },
  });
  const { workspaceId } = world.tracker;
  const { create } = world.app.as("adam").webhooks;

  await create({ workspaceId, url: "https://hooks.example.com/", events: ["*"] });
  await expectRefused([create({ workspaceId, url: "https://hooks.example.org/", events: ["*"] })], {
    code: "BAD_REQUEST",
  });

  await listed.close();
  await own.drop();
});
