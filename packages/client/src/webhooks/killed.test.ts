// Faults: 149.
import { setTimeout as pause } from "node:timers/promises";
import { emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { listenAsReceiver } from "../../../kernel/test/receiver.ts";
import { serverProcess } from "../../test/server-process.ts";
import { projectOf } from "../../test/task-makers.ts";
import { verifyWebhook } from "./verify-webhook.ts";

const KILLS = Number(process.env.WEBHOOK_KILLS ?? 6);

test(`${KILLS} kills by force, after a change and while it is being told: each is told, always under one id`, {
  timeout: 300_000,
}, async () => {
  const database = await emptyTestDatabase();
  await using server = await serverProcess(database.url, { PLINTH_WEBHOOK_PRIVATE: "1" });
  let onArrival = () => {};
  await using receiver = await listenAsReceiver((response) => {
    onArrival();
    response.writeHead(204).end();
  });
  const { ada, projectId } = await projectOf(server);
  const { workspaceId } = await ada.projects.get.query({ id: projectId });
  const url = `http://127.0.0.1:${receiver.port}/`;
  const { secret } = await ada.webhooks.create.mutate({ workspaceId, url, events: ["task.created"] });
  const made: string[] = [];

  for (let kill = 0; kill < KILLS; kill++) {
    const arrived = new Promise<void>((resolve) => {
      onArrival = resolve;
    });
    made.push((await ada.tasks.create.mutate({ projectId, title: `${kill}` })).id);
    // Before anything is sent, at any moment, or before the answer can have been written down.
    await (kill % 3 === 2 ? arrived : pause(kill % 3 === 1 ? Math.random() * 60 : 0));
    await server.kill();
    await server.start();
  }
  const told = async () =>
    Promise.all(receiver.received.map(({ body, headers }) => verifyWebhook(body, headers, secret)));
  const tasksTold = async () =>
    [...new Set((await told()).map(({ data }) => "subjectId" in data && data.subjectId))].sort();
  await expect.poll(tasksTold, { timeout: 120_000, interval: 200 }).toEqual([...made].sort());

  const ids = new Map<unknown, Set<string>>();
  for (const { eventId, webhookId } of await told()) ids.set(eventId, (ids.get(eventId) ?? new Set()).add(webhookId));
  expect([...ids.values()].map(({ size }) => size)).toEqual(made.map(() => 1));
  await server.kill();
  await database.drop();
});
