import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { appOfFile } from "./harness.ts";
import { makeProject } from "./tracker.ts";

const app = appOfFile();

test("a first task is written down, described and talked about", async () => {
  const { page, client, complaints } = await app.newPerson("ada");
  const { path } = await makeProject({ client });

  await page.goto(path);
  await page.getByText("No tasks yet").waitFor();
  await page.keyboard.press("c");
  await page.getByRole("dialog", { name: "New task" }).waitFor();
  await page.keyboard.type("Fix the 1202 alarm");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Fix the 1202 alarm" }).click();
  const panel = page.getByRole("dialog", { name: "APO-1: Fix the 1202 alarm" });
  await panel.getByRole("button", { name: "Add a description…" }).click();
  await panel.getByRole("textbox", { name: "Description" }).fill("It **overflows** <script>alert(1)</script>");
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.locator("strong", { hasText: "overflows" }).waitFor();
  await panel.getByRole("textbox", { name: "New comment" }).fill("Seen twice today");
  await panel.getByRole("button", { name: "Comment", exact: true }).click();
  await panel.getByRole("listitem").filter({ hasText: "Seen twice today" }).getByText("just now").waitFor();

  await page.reload();
  await panel.locator("strong", { hasText: "overflows" }).waitFor();
  await panel.getByText("Seen twice today").waitFor();
  await panel.getByRole("tab", { name: "Activity" }).click();
  await panel.getByText("commented on this").waitFor();
  expect(new URL(page.url()).search).toBe("?task=1");
  expect(complaints).toEqual([]);
});

test("the keyboard alone goes through the list, changes tasks and opens them", async () => {
  const { page, client } = await app.newPerson("ada");
  const { path, projectId } = await makeProject({ client });
  for (const title of ["Order Tang", "Paint the hatch"]) await client.tasks.create.mutate({ projectId, title });

  await page.goto(path);
  await page.getByRole("link", { name: "Order Tang" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("s");
  await page.keyboard.type("prog");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "In progress" }).getByRole("link", { name: "Order Tang" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Order Tang");
  await page.keyboard.press("k");
  await page.keyboard.press("p");
  await page.keyboard.type("urg");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Priority of APO-2: Urgent" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Paint the hatch");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "APO-2: Paint the hatch" }).waitFor();
  await page.keyboard.press("e");
  await page.keyboard.type("Paint both hatches");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "APO-2: Paint both hatches" }).waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("dialog").waitFor({ state: "hidden" });
  const { tasks } = await client.tasks.list.query({ projectId });
  expect(tasks.map(({ title, priority }) => ({ title, priority }))).toEqual([
    { title: "Paint both hatches", priority: "urgent" },
    { title: "Order Tang", priority: "none" },
  ]);
});

test("several tasks are changed at once, and deleted ones come back", async () => {
  const { page, client } = await app.newPerson("ada");
  const { path, projectId } = await makeProject({ client });
  for (const title of ["One", "Two", "Three"]) await client.tasks.create.mutate({ projectId, title });
  // Slow, so that the deletion is asked for while the label does not exist yet.
  await page.route("**/rpc/labels.create**", async (route) => {
    await setTimeout(300);
    await route.continue();
  });

  await page.goto(path);
  await page.getByRole("checkbox", { name: "Select APO-1" }).click();
  await page.getByRole("checkbox", { name: "Select APO-3" }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Selected tasks" });
  await bar.getByText("3 selected").waitFor();
  await bar.getByRole("button", { name: "Labels" }).click();
  await page.keyboard.type("urgent fixes");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await bar.getByRole("button", { name: "Delete" }).click();
  await page.getByText("3 tasks are in the trash.").waitFor();
  await page.getByText("No tasks yet").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();

  await page.getByRole("link", { name: "Two" }).waitFor();
  const [label] = await client.labels.list.query({ projectId });
  const { tasks } = await client.tasks.list.query({ projectId });
  expect(label?.name).toBe("urgent fixes");
  expect(tasks.map(({ labelIds }) => labelIds)).toEqual([[label?.id], [label?.id], [label?.id]]);
});

test("what cannot be saved is not lost: it is still in the field, also after a reload", async () => {
  const { page, client } = await app.newPerson("ada");
  const { path, projectId } = await makeProject({ client });
  await client.tasks.create.mutate({ projectId, title: "Plan" });

  await page.goto(`${path}?task=1`);
  await page.getByRole("button", { name: "Add a description…" }).click();
  await page.getByRole("textbox", { name: "Description" }).fill("Hours of work");
  await page.route("**/rpc/tasks.update**", (route) => route.abort());
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The server cannot be reached.").waitFor();
  await expect.poll(() => page.getByRole("textbox", { name: "Description" }).inputValue()).toBe("Hours of work");
  await page.unroute("**/rpc/tasks.update**");
  await page.reload();
  await page.getByRole("button", { name: "Save" }).click();

  await expect
    .poll(async () => (await client.tasks.getByNumber.query({ projectId, number: 1 })).body)
    .toBe("Hours of work");
});
