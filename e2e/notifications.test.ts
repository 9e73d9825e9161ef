import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousIssues } from "./accessible.ts";
import { appOfFile } from "./harness.ts";
import { makeProject, newMember } from "./tracker.ts";

const app = appOfFile();

const soon = { timeout: 20_000 };

/** The sentences of an inbox, the newest first. */
const linesIn = (page: Page) =>
  page
    .getByRole("list", { name: "Notifications" })
    .getByRole("listitem")
    .evaluateAll((all) => all.map((line) => line.querySelector("a, span:not([aria-hidden])")?.textContent ?? ""));

const iconOf = (page: Page) => page.locator('link[rel="icon"]').getAttribute("href");

test("a mention rings in the other browser: in the navigation, the title and the icon, until the task is opened", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const { id: taskId } = await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Fix the alarm" });
  await grace.page.goto(stage.path);
  await grace.page.getByRole("link", { name: "Inbox", exact: true }).waitFor();
  await expect.poll(() => grace.page.title(), soon).toBe("Apollo · Plinth");

  await ada.client.comments.create.mutate({ taskId, body: "Can you look, @grace?" });

  await grace.page.getByRole("link", { name: "Inbox 1 unread" }).waitFor();
  await expect.poll(() => grace.page.title(), soon).toBe("(1) Apollo · Plinth");
  expect(await iconOf(grace.page)).toMatch(/^data:image\/svg/);
  await grace.page.getByRole("link", { name: "Inbox 1 unread" }).click();
  await expect.poll(() => linesIn(grace.page), soon).toEqual(["Unread: Ada mentioned you on APO-1"]);
  expect(await seriousIssues(grace.page)).toEqual([]);
  await grace.page.getByRole("link", { name: /mentioned you/ }).click();
  await grace.page.getByRole("dialog", { name: "APO-1: Fix the alarm" }).waitFor();

  await expect.poll(() => grace.page.title(), soon).toBe("Apollo · Plinth");
  expect(await iconOf(grace.page)).toMatch(/\/icon\.svg$/);
  expect(ada.complaints.concat(grace.complaints)).toEqual([]);
});

test("ten comments are one line, which a click marks read and another unread, and all can be marked at once", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const { projectId } = stage;
  const { id: taskId } = await ada.client.tasks.create.mutate({ projectId, title: "Fix the alarm" });
  await ada.page.goto("/inbox");
  await ada.page.getByRole("heading", { name: "Nothing yet" }).waitFor();

  for (let nth = 1; nth <= 10; nth += 1) await grace.client.comments.create.mutate({ taskId, body: `Comment ${nth}` });
  await expect.poll(() => linesIn(ada.page), soon).toEqual(["Unread: Grace wrote 10 comments on APO-1"]);
  await ada.page.getByRole("button", { name: "Mark as read" }).click();
  await expect.poll(() => linesIn(ada.page), soon).toEqual(["Grace wrote 10 comments on APO-1"]);
  await ada.page.getByRole("button", { name: "Mark as unread" }).click();
  await ada.page.getByRole("link", { name: "Inbox 1 unread" }).waitFor();
  await ada.page.getByRole("button", { name: "Mark all as read" }).click();
  await ada.page.getByRole("link", { name: "Inbox", exact: true }).waitFor();
  await ada.page.getByText("Unread", { exact: true }).click();

  await ada.page.getByRole("heading", { name: "All read" }).waitFor();
  expect(ada.complaints.concat(grace.complaints)).toEqual([]);
});

test("whoever leaves a task hears no more of it, and what they choose to hear of holds", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const { projectId } = stage;
  const titles = ["Fix the alarm", "Buy a clock"];
  const [left, kept] = await Promise.all(titles.map((title) => ada.client.tasks.create.mutate({ projectId, title })));
  await ada.page.goto(`${stage.path}?task=${left?.number}`);
  const follow = ada.page.getByRole("button", { name: "Follow this task" });
  await expect.poll(() => follow.getAttribute("aria-pressed"), soon).toBe("true");
  await follow.click();
  await expect.poll(() => follow.getAttribute("aria-pressed"), soon).toBe("false");
  await ada.page.goto("/account#notifications");
  await ada.page.getByRole("checkbox", { name: "Somebody gives you a task: in the inbox" }).click();
  await ada.page.getByRole("combobox", { name: "Somebody gives you a task: by mail" }).click();
  await ada.page.getByRole("option", { name: "No", exact: true }).click();
  await ada.page.goto("/inbox");

  const { id: adaId } = await ada.client.accounts.me.query();
  await grace.client.tasks.create.mutate({ projectId, title: "Silence", assigneeId: adaId });
  await grace.client.comments.create.mutate({ taskId: left?.id ?? "", body: "Nobody hears this" });
  await grace.client.comments.create.mutate({ taskId: kept?.id ?? "", body: "This is heard" });

  await expect.poll(() => linesIn(ada.page), soon).toEqual([`Unread: Grace commented on APO-${kept?.number}`]);
  const { kinds, digest } = await ada.client.notifications.preferences.query();
  expect(kinds.find(({ kind }) => kind === "assigned")).toEqual({ kind: "assigned", inApp: false, mail: "never" });
  expect(digest.timeZone).toBe(await ada.page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone));
  expect(ada.complaints.concat(grace.complaints)).toEqual([]);
});
