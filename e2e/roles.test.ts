import { expect, test } from "vitest";
import { type Person, startApp } from "./harness.ts";

async function join(owner: Person, workspaceId: string, person: Person, role: "admin" | "viewer"): Promise<void> {
  const { token } = await owner.client.invites.create.mutate({ workspaceId, email: person.email, role });
  await person.client.invites.accept.mutate({ token });
}

test("a stranger cannot tell a workspace they may not see from one that does not exist", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const bob = await app.newPerson("bob");
  await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });

  const answers: (string | null)[] = [];
  for (const path of ["/acme", "/acme/members", "/nowhere", "/nowhere/members", "/acme/no/such/page"]) {
    await bob.page.goto(path);
    await bob.page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await bob.page.getByText("Confirm your e-mail address").waitFor();
    answers.push(await bob.page.locator("main").textContent());
  }

  expect(new Set(answers).size).toBe(1);
});

test("a viewer sees everyone and changes nothing", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const vera = await app.newPerson("vera");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  await ada.client.projects.create.mutate({ workspaceId, name: "Apollo", key: "APO" });
  await join(ada, workspaceId, vera, "viewer");

  await vera.page.goto("/acme");
  await vera.page.getByRole("main").getByRole("link", { name: "Apollo" }).waitFor();
  expect(await vera.page.getByRole("button", { name: /New project|More about/ }).count()).toBe(0);
  await vera.page.keyboard.press("Shift+P");
  await vera.page.getByRole("link", { name: "Members" }).click();
  await vera.page.getByText("ada@example.com").waitFor();
  expect(await vera.page.getByRole("dialog").count()).toBe(0);
  expect(await vera.page.getByRole("combobox").count()).toBe(0);
  expect(await vera.page.getByRole("button", { name: /Create invite|Remove/ }).count()).toBe(0);
  await vera.page.getByRole("link", { name: "Settings" }).click();
  await vera.page.getByText("Only admins and owners change these.").waitFor();
  expect(await vera.page.getByRole("textbox", { name: "Name" }).isDisabled()).toBe(true);
});

test("an owner changes a role and removes a member, who loses access at once", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const grace = await app.newPerson("grace");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  await join(ada, workspaceId, grace, "viewer");
  await ada.page.goto("/acme/members");

  await ada.page.getByRole("combobox", { name: "Role of Grace" }).click();
  await ada.page.getByRole("option", { name: /^Admin/ }).click();
  await expect.poll(() => grace.client.workspaces.get.query({ slug: "acme" })).toMatchObject({ role: "admin" });
  await grace.page.goto("/acme/members");
  await grace.page.getByRole("button", { name: "Create invite" }).waitFor();
  expect(await grace.page.getByLabel("Role of Ada").count()).toBe(0);

  await ada.page.getByRole("button", { name: "Remove Grace" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await ada.page.getByText("grace@example.com").waitFor({ state: "detached" });
  await expect.poll(async () => (await ada.client.members.list.query({ workspaceId })).length).toBe(1);
  await grace.page.reload();
  await grace.page.getByRole("heading", { name: "There is nothing here" }).waitFor();
});

test("an owner renames the workspace, moves it to another address, archives a project and restores it", async () => {
  await using app = await startApp();
  const { page, client } = await app.newPerson("ada");
  const { id: workspaceId } = await client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  await client.workspaces.create.mutate({ name: "Globex", slug: "globex" });
  await client.projects.create.mutate({ workspaceId, name: "Apollo", key: "APO" });

  await page.goto("/acme/settings");
  await page.getByText("You are its last owner").waitFor();
  await page.getByRole("textbox", { name: "Address" }).fill("globex");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("This address is taken. Choose another.").waitFor();
  await page.getByRole("textbox", { name: "Name" }).fill("Acme Robotics");
  await page.getByRole("textbox", { name: "Address" }).fill("robots");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL("**/robots/settings");
  await page.getByRole("button", { name: "Acme Robotics Switch workspace" }).waitFor();

  await page.getByRole("link", { name: "Projects", exact: true }).click();
  await page.getByRole("button", { name: "More about Apollo" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByText("No projects yet").waitFor();
  await page.getByRole("tab", { name: "Archived" }).click();
  await page.getByRole("button", { name: "More about Apollo" }).click();
  await page.getByRole("menuitem", { name: "Restore" }).click();
  await page.getByText("Nothing is archived").waitFor();
  await expect.poll(async () => (await client.projects.list.query({ workspaceId })).length).toBe(1);
});
