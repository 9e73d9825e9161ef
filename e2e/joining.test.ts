import { expect, test } from "vitest";
import { PASSWORD, startApp } from "./harness.ts";

test("from the server's link to a team of two: set up, workspace, project, invite, join", async () => {
  await using app = await startApp();

  const ada = await app.newVisitor("/");
  await ada.page.getByText("Look at the output of the server").waitFor();
  await ada.page.goto(app.setUpLink);
  await ada.page.getByLabel("Name").fill("Ada");
  await ada.page.getByLabel("E-mail").fill("ada@example.com");
  await ada.page.getByLabel("Password", { exact: true }).fill("too short");
  await ada.page.getByRole("button", { name: "Create the first account" }).click();
  await ada.page.getByText("Use at least 10 characters").waitFor();
  expect(await ada.page.getByLabel("Name").inputValue()).toBe("Ada");
  await ada.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await ada.page.getByRole("button", { name: "Create the first account" }).click();

  await ada.page.getByRole("heading", { name: "Create your first workspace" }).waitFor();
  await ada.page.getByLabel("Name").fill("Acme Robotics");
  await ada.page.getByRole("button", { name: "Create workspace" }).click();
  await ada.page.getByText("No projects yet").waitFor();
  expect(new URL(ada.page.url()).pathname).toBe("/acme-robotics");

  await ada.page.getByRole("button", { name: "Create the first project" }).click();
  await ada.page.getByLabel("Name").fill("Apollo");
  expect(await ada.page.getByLabel("Key").inputValue()).toBe("APO");
  await ada.page.getByRole("button", { name: "Create project" }).click();
  await ada.page.waitForURL("**/acme-robotics/p/APO");

  await ada.page.getByRole("link", { name: "Members" }).click();
  await ada.page.getByLabel("E-mail").fill("Grace@Example.com");
  await ada.page.getByRole("button", { name: "Create invite" }).click();
  const link = await ada.page.getByLabel("Invite link").inputValue();

  const grace = await app.newVisitor(link);
  await grace.page.getByRole("heading", { name: "Join Acme Robotics" }).waitFor();
  expect(await grace.page.getByLabel("E-mail").inputValue()).toBe("grace@example.com");
  await grace.page.getByLabel("Name").fill("Grace");
  await grace.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await grace.page.getByRole("button", { name: "Create account and join" }).click();
  await grace.page.waitForURL("**/acme-robotics");
  await grace.page.getByRole("link", { name: "Apollo" }).first().waitFor();

  await ada.page.reload();
  await ada.page.getByRole("listitem").filter({ hasText: "grace@example.com" }).getByRole("combobox").waitFor();
  await ada.page.getByText("No invite is waiting").waitFor();
  expect([...ada.complaints, ...grace.complaints]).toEqual([]);
});

test("an invite works once, and only for the address it was made for", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const bob = await app.newPerson("bob");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const { token } = await ada.client.invites.create.mutate({ workspaceId, email: "grace@example.com", role: "member" });

  await bob.page.goto(`/join/${token}`);
  await bob.page.getByText("You are signed in as bob@example.com").waitFor();

  const grace = await app.newPerson("grace");
  await grace.page.goto(`/join/${token}`);
  await grace.page.getByRole("button", { name: "Join Acme as Grace" }).click();
  await grace.page.waitForURL("**/acme");
  await bob.page.reload();
  await bob.page.getByText("This invite cannot be used").waitFor();
});

test("what the server refuses comes back, and is said in words", async () => {
  await using app = await startApp();
  const { page, client } = await app.newPerson("ada");
  const { id: workspaceId } = await client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const invite = await client.invites.create.mutate({ workspaceId, email: "grace@example.com", role: "member" });
  // A page that does not hear that the invite was revoked.
  await page.routeWebSocket(/\/live/, () => {});
  await page.goto("/acme/members");
  const revoke = page.getByRole("button", { name: "Revoke the invite for grace@example.com" });
  await revoke.waitFor();

  await client.invites.revoke.mutate({ id: invite.id });
  await page.context().route("**/rpc/invites.list**", (route) => route.abort());
  await revoke.click();

  await page.getByRole("alert").getByText("The invite has been used, revoked or has expired.").waitFor();
  await revoke.waitFor();
});
