import { expect, test } from "vitest";
import { verifyWebhook } from "../packages/client/src/webhooks/verify-webhook.ts";
import { listenAsReceiver } from "../packages/kernel/test/receiver.ts";
import { seriousIssues } from "./accessible.ts";
import { startApp } from "./harness.ts";
import { makeProject, newMember } from "./tracker.ts";

test("an endpoint is set up, tested, told, looked after and deleted", async () => {
  await using app = await startApp();
  let status = 200;
  await using receiver = await listenAsReceiver((response) => response.writeHead(status).end('{"thanks":true}'));
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const { page } = ada;

  await page.goto("/moon/settings");
  await page.getByRole("link", { name: "Manage webhooks" }).click();
  await page.getByText("No endpoints yet").waitFor();
  await page.getByLabel("URL").fill("ftp://example.com");
  await page.getByRole("button", { name: "Add endpoint" }).click();
  await page.getByText("It has to begin with https://").waitFor();
  await page.getByLabel("URL").fill(`http://127.0.0.1:${receiver.port}/hooks`);
  await page.getByLabel("Only these:").check();
  await page.getByRole("group", { name: "Tasks" }).getByLabel("created").check();
  await page.getByRole("button", { name: "Add endpoint" }).click();
  const secret = await page.getByRole("textbox", { name: "Secret" }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  expect(await seriousIssues(page)).toEqual([]);

  await page.getByRole("link", { name: /127\.0\.0\.1/ }).click();
  await page.getByText("Nothing has been sent yet").waitFor();
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByRole("button", { name: /webhook\.test.*Delivered/ }).waitFor();

  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Land" });
  await page.getByRole("button", { name: /task\.created.*Delivered/ }).click();
  const details = page.getByRole("dialog");
  await details.getByText('"title": "Land"').waitFor();
  await details.getByText('"thanks": true').waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  await details.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => receiver.received.length).toBe(3);
  await page.keyboard.press("Escape");
  const told = await Promise.all(receiver.received.map(({ body, headers }) => verifyWebhook(body, headers, secret)));
  expect(told.map(({ type }) => type)).toEqual(["webhook.test", "task.created", "task.created"]);
  expect(told[1]?.webhookId).toBe(told[2]?.webhookId);

  await page.getByRole("button", { name: "Replace the secret" }).click();
  await page.getByRole("button", { name: "Replace", exact: true }).click();
  const after = await page.getByRole("textbox", { name: "Secret" }).inputValue();
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Return" });
  await expect.poll(() => receiver.received.length).toBe(4);
  for (const each of [secret, after]) {
    const { body = "", headers = {} } = receiver.received[3] ?? {};
    expect((await verifyWebhook(body, headers, each)).type).toBe("task.created");
  }

  status = 410;
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("It answered 410 Gone").waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  await page.getByRole("button", { name: "Enable" }).click();
  await page.getByRole("button", { name: "Disable" }).waitFor();

  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("No endpoints yet").waitFor();
  expect(ada.complaints).toEqual([]);
});

test("a member finds no way to webhooks", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const mona = await newMember(app, ada, await makeProject(ada), { name: "mona", role: "member" });

  await mona.page.goto("/moon/settings");
  await mona.page.getByRole("heading", { name: "Leave" }).waitFor();
  expect(await mona.page.getByRole("link", { name: "Manage webhooks" }).count()).toBe(0);
  await mona.page.goto("/moon/settings/webhooks");
  await mona.page.getByText("Only admins and owners look after webhooks.").waitFor();
});
