import { expect, test } from "vitest";
import { seriousIssues } from "./accessible.ts";
import { startApp } from "./harness.ts";
import { makeProject } from "./tracker.ts";

const body =
  "Some **text**, a [link](https://example.com), `code`\n\n```\na block\n```\n\n- [ ] open\n- [x] done\n\n| a | b |\n| - | - |\n| 1 | 2 |";

const desktop = { width: 1280, height: 844 };
const phone = { width: 390, height: 844 };

test("nothing of the tracker shuts people out, on a screen or on a phone", async () => {
  await using app = await startApp();
  const { page, client, complaints } = await app.newPerson("ada", { viewport: desktop });
  const { path, projectId, status } = await makeProject({ client });
  const { id: userId } = await client.accounts.me.query();
  const label = await client.labels.create.mutate({ projectId, name: "bug", color: "red" });
  const facts = {
    projectId,
    priority: "high" as const,
    labelIds: [label.id],
    assigneeId: userId,
    dueOn: "2026-01-01",
    estimate: 3,
  };
  const task = await client.tasks.create.mutate({ ...facts, title: "Everything at once", body });
  await client.tasks.create.mutate({
    projectId,
    title: "A part of it",
    parentId: task.id,
    statusId: status("Done"),
  });
  const comment = await client.comments.create.mutate({ taskId: task.id, body });
  await client.comments.react.mutate({ commentId: comment.id, kind: "heart" });
  const found: Record<string, string[]> = {};
  // A phone has other places for the same colors.
  const look = async (name: string, { width } = desktop) => {
    const issues = await seriousIssues(page, width === desktop.width ? ["light", "dark"] : ["light"]);
    if (issues.length > 0) found[`${name} at ${width}`] = issues;
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (tooWide > 0) found[`${name} is too wide at ${width}`] = [`${tooWide} px`];
  };

  for (const [name, address, ready] of [
    ["list", path, "Everything at once"],
    ["board", `${path}?view=board`, "Everything at once"],
    ["panel", `${path}?task=1`, "Comments"],
    ["settings", `${path}/settings`, "Statuses"],
    ["import", `${path}/import`, "Export of GitHub (JSON)"],
    ["trash", `${path}/trash`, "The trash is empty"],
    ["activity", `${path}/activity`, "created the project"],
    ["no match", `${path}?q=zebra`, "Nothing matches these filters"],
    ["no such task", `${path}?task=99`, "There is no APO-99"],
  ] as const) {
    await page.goto(address);
    await page.getByText(ready).first().waitFor();
    await look(name);
    await page.setViewportSize(phone);
    await look(name, phone);
    await page.setViewportSize(desktop);
  }
  for (const size of [desktop, phone]) {
    await page.setViewportSize(size);
    await page.goto(path);
    await page.getByRole("button", { name: /^Status of APO-1/ }).click();
    await page.getByPlaceholder("Change status…").waitFor();
    await look("picker", size);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Everything at once" }).focus();
    await page.keyboard.press("d");
    await page.getByRole("dialog", { name: "Due date" }).waitFor();
    await look("calendar", size);
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Select APO-1" }).click();
    await look("selection", size);
    await page.keyboard.press("c");
    await page.getByRole("dialog", { name: "New task" }).waitFor();
    await look("new task", size);
  }

  expect(found).toEqual({});
  expect(complaints).toEqual([]);
});
