import { expect, test } from "vitest";
import { seriousIssues } from "./accessible.ts";
import { startApp } from "./harness.ts";
import { makeProject, newMember } from "./tracker.ts";

const shots = process.env.SHOTS;

test("an operator is signed in as somebody in plain sight, and suspends them while they look at a page", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  const { page } = ada;
  const shoot = async (name: string) => {
    if (!shots) return;
    for (const [width, height] of [
      [1280, 800],
      [390, 844],
    ] as const) {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${shots}/${name}-${width}-${colorScheme}.png` });
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
  };

  await page.goto("/admin/people");
  await page.getByLabel("Name or address").fill("gra");
  await page.getByRole("button", { name: "Look after Grace" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Look after Ada" }).count()).toBe(0);
  expect(await seriousIssues(page)).toEqual([]);
  await shoot("people");
  await page.getByRole("button", { name: "Look after Grace" }).click();
  await page.getByText("grace@example.com (not confirmed)").waitFor();
  await shoot("person");
  await page.getByRole("button", { name: "Sign in as them" }).click();
  await page.getByLabel("Reason").fill("She asked for help");
  await page.getByRole("button", { name: "Sign in as them" }).click();

  await page.getByText("You are signed in as Grace.").waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  await shoot("banner");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("heading", { name: "People" }).waitFor();
  expect(await page.getByText("You are signed in as").count()).toBe(0);

  await page.goto("/account/data");
  await page.getByText("Nobody else runs this installation.").waitFor();
  await shoot("my-data");

  await grace.page.goto(stage.path);
  await grace.page.getByRole("link", { name: "Inbox", exact: true }).waitFor();
  await page.goto("/admin/people");
  await page.getByRole("button", { name: "Look after Grace" }).click();
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByLabel("Reason").fill("Left the company");
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByText("Grace is suspended.").waitFor();
  await grace.page.getByRole("heading", { name: "Sign in" }).waitFor({ timeout: 3_000 });

  expect(ada.complaints).toEqual([]);
});
