import { expect, test } from "vitest";
import { column, drag, titles } from "./board.ts";
import { appOfFile } from "./harness.ts";
import { makeProject, newMember } from "./tracker.ts";

const app = appOfFile();

test("what one person drags moves in the other's browser, and neither reloads", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const { projectId } = stage;
  await ada.client.tasks.create.mutate({ projectId, title: "First", statusId: stage.status("Todo") });
  await ada.client.tasks.create.mutate({ projectId, title: "Third", statusId: stage.status("In progress") });
  for (const { page } of [ada, grace]) {
    await page.goto(`${stage.path}?view=board`);
    await page.getByRole("link", { name: "Third" }).waitFor();
  }

  await drag(
    ada.page,
    ada.page.getByRole("link", { name: "First" }),
    ada.page.getByRole("link", { name: "Third" }).locator("xpath=ancestor::li"),
  );

  await expect.poll(() => titles(column(grace.page, "In progress"))).toEqual(["Third", "First"]);
  await expect.poll(() => titles(column(ada.page, "In progress"))).toEqual(["Third", "First"]);
  expect(ada.complaints.concat(grace.complaints)).toEqual([]);
});

test("lists, comments and names are up to date without a click", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const task = await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Fix the alarm" });
  await grace.page.goto(`${stage.path}?task=1`);
  await grace.page.getByRole("textbox", { name: "New comment" }).waitFor();

  await ada.client.comments.create.mutate({ taskId: task.id, body: "It rings again" });
  await ada.client.tasks.update.mutate({ id: task.id, version: task.version, title: "Mend the alarm" });
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Buy a clock" });

  await grace.page.getByText("It rings again").waitFor();
  await grace.page.getByRole("dialog", { name: "APO-1: Mend the alarm" }).waitFor();
  await grace.page.keyboard.press("Escape");
  await grace.page.getByRole("link", { name: "Buy a clock" }).waitFor();
  expect(grace.complaints).toEqual([]);
});

test("who is taken out of the workspace does not go on looking at it", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Fix the alarm" });
  await grace.page.goto(stage.path);
  await grace.page.getByRole("link", { name: "Fix the alarm" }).waitFor();
  const { id: userId } = await grace.client.accounts.me.query();

  await ada.client.members.remove.mutate({ workspaceId: stage.workspaceId, userId });
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Change the locks" });

  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await expect(grace.client.tasks.list.query({ projectId: stage.projectId })).rejects.toThrow();
  expect(await grace.page.getByRole("link", { name: "Change the locks" }).count()).toBe(0);
});
