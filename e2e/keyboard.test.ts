import { expect, test } from "vitest";
import { startApp } from "./harness.ts";

test("the palette leads to a project, and keys lead to pages", async () => {
  await using app = await startApp();
  const { page, client, complaints } = await app.newPerson("ada");
  const { id: workspaceId } = await client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  await client.projects.create.mutate({ workspaceId, name: "Apollo", key: "APO" });
  await page.goto("/acme");
  await page.getByRole("main").getByRole("link", { name: "Apollo" }).waitFor();

  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search or jump to").fill("apol");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/acme/p/APO");

  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.waitForURL("**/acme/members");
  await page.getByLabel("E-mail").fill("gp?");
  expect(new URL(page.url()).pathname).toBe("/acme/members");
  expect(await page.getByRole("dialog").count()).toBe(0);

  await page.getByRole("heading", { name: "Members" }).click();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.getByText("New project").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  expect(new URL(page.url()).pathname).toBe("/acme/members");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
});

test("light and dark are a choice that stays", async () => {
  await using app = await startApp();
  const { page } = await app.newPerson("ada", { colorScheme: "light" });
  await page.goto("/");
  const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  expect(await scheme()).toBe("light");

  // Keys do something once the page stands.
  await page.getByText("Search or jump to").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Search or jump to").fill("dark");
  await page.keyboard.press("Enter");

  await expect.poll(scheme).toBe("dark");
  await page.reload();
  expect(await scheme()).toBe("dark");
});
