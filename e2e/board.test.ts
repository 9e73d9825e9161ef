import { expect, test } from "vitest";
import { column, drag, titles } from "./board.ts";
import { appOfFile } from "./harness.ts";
import { makeProject } from "./tracker.ts";

const app = appOfFile();

async function threeCards() {
  const { page, client } = await app.newPerson("ada");
  const stage = await makeProject({ client });
  const { projectId } = stage;
  for (const title of ["First", "Second"])
    await client.tasks.create.mutate({ projectId, title, statusId: stage.status("Todo") });
  await client.tasks.create.mutate({ projectId, title: "Third", statusId: stage.status("In progress") });
  await page.goto(`${stage.path}?view=board`);
  await page.getByRole("link", { name: "Third" }).waitFor();
  return { page, client, ...stage };
}

test("a card that is dragged to another column stays there", async () => {
  const { page } = await threeCards();

  const moved = page.waitForResponse((response) => response.url().includes("tasks.move"));
  await drag(
    page,
    page.getByRole("link", { name: "First" }),
    page.getByRole("link", { name: "Third" }).locator("xpath=ancestor::li"),
  );
  await expect.poll(() => titles(column(page, "In progress"))).toEqual(["Third", "First"]);
  await moved;
  await page.reload();

  await expect.poll(() => titles(column(page, "In progress"))).toEqual(["Third", "First"]);
  expect(await titles(column(page, "Todo"))).toEqual(["Second"]);
});

test("a card is carried by keyboard, says where it is, and stays where it is put down", async () => {
  const { page } = await threeCards();

  await page.getByRole("link", { name: "Second" }).focus();
  await page.keyboard.press("Space");
  await page.getByText("Picked up APO-2: Todo, position 2 of 2.").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  await page.getByText("In progress, position 1 of 2.").waitFor();
  const moved = page.waitForResponse((response) => response.url().includes("tasks.move"));
  await page.keyboard.press("Space");
  await page.getByText("Put down APO-2: In progress, position 1 of 2.").waitFor();
  await moved;
  await page.reload();

  await expect.poll(() => titles(column(page, "In progress"))).toEqual(["Second", "Third"]);
});

test("escape puts a carried card back", async () => {
  const { page, client, projectId } = await threeCards();

  await page.getByRole("link", { name: "First" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => titles(column(page, "In progress"))).toContain("First");
  await page.keyboard.press("Escape");

  await page.getByText("APO-1 is back where it was.").waitFor();
  expect(await titles(column(page, "Todo"))).toEqual(["First", "Second"]);
  const { columns } = await client.tasks.board.query({ projectId });
  expect(columns.map(({ total }) => total)).toEqual([0, 2, 1, 0, 0]);
});

test("a move that the server refuses is taken back, and says why", async () => {
  const { page, client, projectId } = await threeCards();
  // A page that has not heard yet that the project was archived.
  await page.routeWebSocket(/\/live/, () => {});
  await page.reload();
  await page.getByRole("link", { name: "Third" }).waitFor();
  await client.projects.archive.mutate({ id: projectId });

  await drag(
    page,
    page.getByRole("link", { name: "First" }),
    page.getByRole("link", { name: "Third" }).locator("xpath=ancestor::li"),
  );

  await page.getByText("The project is archived. Restore it first.").waitFor();
  await expect.poll(() => titles(column(page, "Todo"))).toEqual(["First", "Second"]);
});
