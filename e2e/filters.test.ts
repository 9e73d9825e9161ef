import { expect, test } from "vitest";
import { startApp } from "./harness.ts";
import { makeProject } from "./tracker.ts";

test("filters are in the address: a reload and the board show the same tasks", async () => {
  await using app = await startApp();
  const { page, client } = await app.newPerson("ada");
  const { path, projectId } = await makeProject({ client });
  const me = await client.accounts.me.query();
  await client.tasks.create.mutate({ projectId, title: "Mine and urgent", priority: "urgent", assigneeId: me.id });
  await client.tasks.create.mutate({ projectId, title: "Mine", assigneeId: me.id });
  await client.tasks.create.mutate({ projectId, title: "Urgent", priority: "urgent" });
  const shown = () => page.locator("a[data-task]").allTextContents();

  await page.goto(path);
  await page.getByRole("button", { name: "Priority", exact: true }).click();
  await page.getByRole("option", { name: "Urgent" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Assignee", exact: true }).click();
  await page.getByRole("option", { name: "Me", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect.poll(shown).toEqual(["Mine and urgent"]);
  expect(new URL(page.url()).search).toBe("?priority=urgent&assignee=me");
  await page.reload();
  await expect.poll(shown).toEqual(["Mine and urgent"]);
  await page.getByText("Board", { exact: true }).click();
  await expect.poll(shown).toEqual(["Mine and urgent"]);
  await page.getByRole("textbox", { name: "Find by title or number" }).fill("nothing like it");
  await page.getByText("Nothing matches these filters").waitFor();
  await page.getByRole("button", { name: "Clear the filters" }).click();

  await expect.poll(shown).toHaveLength(3);
  await page.getByRole("textbox", { name: "Find by title or number" }).fill("APO-2");
  await expect.poll(shown).toEqual(["Mine"]);
});
