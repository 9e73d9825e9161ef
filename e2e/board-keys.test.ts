import { expect, test } from "vitest";
import { startApp } from "./harness.ts";
import { makeProject } from "./tracker.ts";

test("the list of shortcuts names the keys of the board while it is shown, and they work", async () => {
  await using app = await startApp();
  const { page, client } = await app.newPerson("ada");
  const { path, projectId } = await makeProject({ client });
  for (const title of ["Paint the hatch", "Order Tang"]) await client.tasks.create.mutate({ projectId, title });
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const boardKeys = sheet.getByRole("region").or(sheet.locator("section")).filter({ hasText: "Pick the card up" });

  await page.goto(path);
  await page.getByRole("link", { name: "Order Tang" }).waitFor();
  await page.keyboard.press("?");
  await sheet.getByText("Next task").first().waitFor();
  expect(await boardKeys.count()).toBe(0);
  await page.keyboard.press("Escape");

  await page.goto(`${path}?view=board`);
  await page.getByRole("link", { name: "Paint the hatch" }).waitFor();
  await page.keyboard.press("?");
  await boardKeys.getByRole("heading", { name: "Board" }).waitFor();
  expect(await boardKeys.locator("kbd").allTextContents()).toEqual(["↑", "↓", "←", "→", "Space", "↵", "Esc"]);
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Paint the hatch" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.activeElement?.textContent === "Order Tang");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => document.activeElement?.textContent === "Paint the hatch");
  await page.keyboard.press("Space");
  await page.getByText("Picked up APO-1: Backlog, position 1 of 2.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("APO-1 is back where it was.").waitFor();
});
