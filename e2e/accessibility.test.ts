import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousIssues } from "./accessible.ts";
import { type StartedApp, startApp } from "./harness.ts";

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

test("the pages of nobody are accessible and fit a phone", async () => {
  await using app = await startApp();
  const { page, complaints } = await app.newVisitor("/set-up");
  const found = [await inspect(page, "/set-up"), await inspect(page, app.setUpLink)];
  const { token } = await inviteOf(app);

  for (const path of ["/sign-in", "/sign-up", `/join/${token}`, `/join/${"x".repeat(43)}`]) {
    found.push(await inspect(page, path));
  }
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  found.push({ "sign-in, refused": await seriousIssues(page) });

  expect(found.filter(hasIssues)).toEqual([]);
  expect(complaints).toEqual([]);
});

test("the pages of a team are accessible and fit a phone", async () => {
  await using app = await startApp();
  const { workspaceId, ada } = await inviteOf(app);
  await ada.client.projects.create.mutate({ workspaceId, name: "Apollo", key: "APO", description: "To the moon" });
  const { page, complaints } = ada;

  const found: Record<string, string[]>[] = [];
  for (const path of [
    "/acme",
    "/acme?archived=true",
    "/acme/members",
    "/acme/settings",
    "/acme/settings/webhooks",
    "/account",
    "/account/security",
    "/new-workspace",
    "/x/y",
  ]) {
    found.push(await inspect(page, path));
  }
  await page.setViewportSize(desktop);
  await page.goto("/acme");
  for (const [name, open] of Object.entries(overlays)) {
    await open(page);
    found.push({ [name]: await seriousIssues(page) });
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").or(page.getByRole("menu")).waitFor({ state: "detached" });
  }
  await page.setViewportSize(phone);
  await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Members" }).waitFor();
  found.push({ drawer: await seriousIssues(page) });

  expect(found.filter(hasIssues)).toEqual([]);
  expect(complaints).toEqual([]);
});

const overlays: Record<string, (page: Page) => Promise<void>> = {
  async "workspace menu"(page) {
    await page.getByRole("button", { name: "Switch workspace" }).click();
    await page.getByRole("menuitem", { name: "New workspace" }).waitFor();
  },
  async "account menu"(page) {
    await page.getByRole("button", { name: "Your account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  },
  async palette(page) {
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search or jump to").waitFor();
  },
  async "shortcut sheet"(page) {
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  },
  async "new project"(page) {
    await page.keyboard.press("Shift+P");
    await page.getByRole("dialog", { name: "New project" }).getByLabel("Key").waitFor();
  },
};

async function inviteOf(app: StartedApp) {
  const ada = await app.newPerson("ada");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const invite = { workspaceId, email: "grace@example.com", role: "member" } as const;
  const { token } = await ada.client.invites.create.mutate(invite);
  return { ada, workspaceId, token };
}

/** What is wrong with a page: on a screen, and that it would have to be scrolled sideways on a phone. */
async function inspect(page: Page, path: string): Promise<Record<string, string[]>> {
  await page.setViewportSize(desktop);
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  const issues = await seriousIssues(page);
  await page.setViewportSize(phone);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return { [path]: width > phone.width ? [...issues, `is ${width} pixels wide on a phone`] : issues };
}

const hasIssues = (found: Record<string, string[]>) => Object.values(found).flat().length > 0;
