import { expect, test } from "vitest";
import { appOfFile } from "./harness.ts";
import { makeProject, newMember } from "./tracker.ts";

const app = appOfFile();

test("two people talk about a task, each in a browser of their own", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Fix the alarm" });
  const link = `${stage.path}?task=1`;

  await ada.page.goto(link);
  const field = ada.page.getByRole("textbox", { name: "New comment" });
  await field.pressSequentially("Look, @gr");
  await ada.page.getByRole("option", { name: /Grace/ }).waitFor();
  await ada.page.keyboard.press("Enter");
  await field.press("Control+Enter");
  await ada.page.locator(".mention", { hasText: "@Grace" }).waitFor();
  await grace.page.goto(link);
  await grace.page.locator(".mention", { hasText: "@Grace" }).waitFor();
  await grace.page.getByRole("button", { name: "Add a reaction" }).click();
  await grace.page.getByRole("button", { name: "rocket" }).click();
  await grace.page.getByRole("button", { name: "rocket: 1" }).waitFor();
  await ada.page.reload();

  await ada.page.getByRole("button", { name: "rocket: 1" }).waitFor();
  expect(ada.complaints.concat(grace.complaints)).toEqual([]);
});

test("who loses the race for a text sees both and chooses", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const task = await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Plan", body: "Old plan" });
  const { page } = ada;
  const edit = async (text: string) => {
    await page.getByRole("button", { name: "Edit the description" }).click();
    await page.getByRole("textbox", { name: "Description" }).fill(text);
  };

  await page.goto(`${stage.path}?task=1`);
  await edit("Plan of Ada");
  await grace.client.tasks.update.mutate({ id: task.id, version: task.version, body: "Plan of Grace" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Grace changed the description while you were writing").waitFor();
  await page.getByRole("region", { name: "Theirs, saved now" }).getByText("Plan of Grace").waitFor();
  await page.getByRole("region", { name: "Yours, not saved yet" }).getByText("Plan of Ada").waitFor();
  await page.getByRole("button", { name: "Save mine" }).click();

  await expect.poll(async () => (await ada.client.tasks.get.query({ id: task.id })).body).toBe("Plan of Ada");
  await page.getByText("Both texts are here").waitFor({ state: "hidden" });
});

test("changes of different fields do not get into each other's way", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const task = await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Plan", body: "Old plan" });
  const { page } = ada;

  await page.goto(`${stage.path}?task=1`);
  await page.getByRole("button", { name: "Edit the description" }).click();
  await page.getByRole("textbox", { name: "Description" }).fill("New plan");
  await grace.client.tasks.update.mutate({
    id: task.id,
    version: task.version,
    title: "Better plan",
    priority: "high",
  });
  await page.getByRole("button", { name: "Save" }).click();

  await page.getByRole("dialog", { name: "APO-1: Better plan" }).waitFor();
  await expect
    .poll(() => ada.client.tasks.get.query({ id: task.id }))
    .toMatchObject({ title: "Better plan", priority: "high", body: "New plan" });
});

test("a viewer reads everything and is offered no change", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const { page, complaints } = await newMember(app, ada, stage, { name: "vera", role: "viewer" });
  const task = await ada.client.tasks.create.mutate({
    projectId: stage.projectId,
    title: "Look at me",
    body: "Read me",
  });
  await ada.client.comments.create.mutate({ taskId: task.id, body: "Said by Ada" });

  await page.goto(`${stage.path}?task=1`);
  const panel = page.getByRole("dialog", { name: "APO-1: Look at me" });
  await panel.getByText("Said by Ada").waitFor();
  const offered = await panel
    .getByRole("button")
    .evaluateAll((buttons) => buttons.map((button) => button.ariaLabel ?? button.textContent));
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.keyboard.press("j");
  await page.keyboard.press("s");

  expect(offered).toEqual(["Copy APO-1", "Follow this task", "Previous task", "Next task", "More", "Close"]);
  expect(await panel.getByRole("textbox").count()).toBe(0);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await page.getByRole("checkbox").count()).toBe(0);
  expect(await page.getByRole("button", { name: "New task" }).count()).toBe(0);
  await page.goto(`${stage.path}?view=board`);
  await page.getByRole("link", { name: "Look at me" }).waitFor();
  expect(await page.locator('[draggable="true"]').count()).toBe(0);
  await page.goto(`${stage.path}/settings`);
  await page.getByRole("heading", { name: "Statuses" }).waitFor();
  expect(await page.getByRole("main").getByRole("textbox").count()).toBe(0);
  expect(complaints).toEqual([]);
});
