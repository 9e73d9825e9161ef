import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousIssues } from "./accessible.ts";
import { appOfFile, type Person } from "./harness.ts";
import { makeProject } from "./tracker.ts";

const app = appOfFile();

const searchField = (page: Page) => page.getByPlaceholder("Search or jump to");
const hitsOn = (page: Page) => page.locator("[data-hit]");

/** A project with a task found by its title, one by its text, and a comment. */
async function writeAboutFuel({ client }: Person, projectId: string) {
  const order = await client.tasks.create.mutate({ projectId, title: "Order fuel for the lander" });
  await client.tasks.create.mutate({
    projectId,
    title: "Ignite",
    body: `${"Wait and see. ".repeat(30)}Then light the Fuel <b>slowly</b>.`,
  });
  await client.comments.create.mutate({ taskId: order.id, body: "The fuel is on its way" });
}

test("the palette finds tasks and comments while somebody types, and opens them by keys alone", async () => {
  const ada = await app.newPerson("ada");
  const { page } = ada;
  const stage = await makeProject(ada);
  await writeAboutFuel(ada, stage.projectId);
  await page.goto(stage.home);
  await page.getByRole("main").getByRole("link", { name: "Apollo" }).waitFor();

  await page.keyboard.press("Control+k");
  await searchField(page).pressSequentially("fue");
  await expect.poll(() => hitsOn(page).count()).toBe(3);
  expect(await hitsOn(page).locator("mark").allTextContents()).toEqual(["fuel", "fuel", "fuel", "Fuel"]);
  expect(await hitsOn(page).last().textContent()).toContain("Then light the Fuel <b>slowly</b>.");
  expect(await hitsOn(page).nth(1).textContent()).toContain("Ada: The fuel is on its way");
  expect(await seriousIssues(page)).toEqual([]);

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${stage.path}?task=2`);

  await page.keyboard.press("Control+k");
  await searchField(page).fill("APO-1");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${stage.path}?task=1`);
  expect(ada.complaints).toEqual([]);
});

test("what was found stays until the next answer, an answer that comes late is not shown, and Enter waits for its own", async () => {
  const ada = await app.newPerson("ada");
  const { page } = ada;
  const stage = await makeProject(ada);
  await writeAboutFuel(ada, stage.projectId);
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Furnish the module" });
  await page.goto(stage.home);
  await page.getByRole("main").getByRole("link", { name: "Apollo" }).waitFor();
  let delayMs = 0;
  await page.route("**/rpc/search.inWorkspace**", async (route) => {
    const late = delayMs;
    await new Promise((resolve) => setTimeout(resolve, late));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await searchField(page).fill("fu");
  await expect.poll(() => hitsOn(page).count()).toBe(4);

  delayMs = 1_500;
  const slow = page.waitForResponse(/search\.inWorkspace.*ignite/);
  await searchField(page).fill("ignite");
  await page.waitForRequest(/search\.inWorkspace.*ignite/);
  expect(await hitsOn(page).count()).toBe(4);
  delayMs = 0;
  await searchField(page).fill("furn");
  await expect.poll(() => hitsOn(page).allTextContents()).toEqual([expect.stringContaining("Furnish the module")]);
  await slow;
  expect(await hitsOn(page).allTextContents()).toEqual([expect.stringContaining("Furnish the module")]);

  delayMs = 500;
  await searchField(page).fill("ignite");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${stage.path}?task=2`);
});

test("nothing found and a search that fails are said in words", async () => {
  const ada = await app.newPerson("ada");
  const { page } = ada;
  const stage = await makeProject(ada);
  await page.goto(stage.home);
  await page.getByRole("main").getByRole("link", { name: "Apollo" }).waitFor();

  await page.keyboard.press("Control+k");
  await searchField(page).fill('<zzz> "');
  await page.getByText('Nothing has “<zzz> "” in it.').waitFor();
  await page.route("**/rpc/search.inWorkspace**", (route) => route.abort());
  await searchField(page).fill("yyy");
  await page.getByText("Tasks and comments could not be searched.").waitFor();
});
