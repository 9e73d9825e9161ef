import { expect, test } from "vitest";
import { PASSWORD, signIn, startApp } from "./harness.ts";

test("from the sign-up form to a first comment, and signed out everywhere", async () => {
  await using app = await startApp();
  await app.newPerson("ada");

  const { page, complaints } = await app.newVisitor("/sign-in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Name").fill("Grace");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("There is already an account with this e-mail address.").waitFor();
  await page.getByLabel("E-mail").fill("grace@example.com");
  await page.getByRole("button", { name: "Create account" }).click();

  await page.getByRole("heading", { name: "Create your first workspace" }).waitFor();
  await page.getByLabel("Name").fill("x".repeat(81));
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.getByText("Use at most 80 characters").waitFor();
  await page.getByLabel("Name").fill("Acme");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.getByRole("button", { name: "Create the first project" }).click();
  await page.getByLabel("Name").fill("Apollo");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.waitForURL("**/acme/p/APO");
  await page.getByText("No tasks yet").waitFor();
  await page.keyboard.press("c");
  await page.getByRole("dialog", { name: "New task" }).waitFor();
  await page.keyboard.type("Fix the 1202 alarm");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Fix the 1202 alarm" }).click();
  const panel = page.getByRole("dialog", { name: "APO-1: Fix the 1202 alarm" });
  await panel.getByRole("textbox", { name: "New comment" }).fill("Seen twice today");
  await panel.getByRole("button", { name: "Comment", exact: true }).click();
  await panel.getByRole("listitem").filter({ hasText: "Seen twice today" }).getByText("just now").waitFor();

  const other = await app.newVisitor("/sign-in");
  await signIn(other.page, "grace@example.com");
  await other.page.getByRole("link", { name: "Apollo" }).first().waitFor();
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await page.getByText("One session is ended.").waitFor();
  await page.getByRole("button", { name: "Grace Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await other.page.reload();
  await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test("without a connection the page says so, and goes on when it is tried again", async () => {
  await using app = await startApp();
  const { page, context, client } = await app.newPerson("ada");
  await client.workspaces.create.mutate({ name: "Acme", slug: "acme" });

  await context.route("**/rpc/**", (route) => route.abort());
  await page.goto("/acme/members");
  await page.getByRole("heading", { name: "No connection" }).waitFor();
  await page.getByText("The server cannot be reached. Check your connection and try again.").waitFor();
  await context.unroute("**/rpc/**");
  await page.getByRole("button", { name: "Try again" }).click();

  await page.getByText("ada@example.com").first().waitFor();
  expect(await page.getByRole("heading", { name: "No connection" }).count()).toBe(0);
});

test("whoever leaves a workspace loses it at once, and its last owner cannot", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const grace = await app.newPerson("grace");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const { token } = await ada.client.invites.create.mutate({ workspaceId, email: grace.email, role: "member" });
  await grace.client.invites.accept.mutate({ token });

  await ada.page.goto("/acme/settings");
  await ada.page.getByText("You are its last owner").waitFor();
  expect(await ada.page.getByRole("button", { name: "Leave Acme" }).isDisabled()).toBe(true);
  await grace.page.goto("/acme/settings");
  await grace.page.getByRole("button", { name: "Leave Acme" }).click();
  await grace.page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();

  await grace.page.getByRole("heading", { name: "Create your first workspace" }).waitFor();
  expect(await ada.client.members.list.query({ workspaceId })).toMatchObject([{ email: ada.email }]);
  await grace.page.goto("/acme");
  await grace.page.getByRole("heading", { name: "There is nothing here" }).waitFor();
});
