import { expect, test } from "vitest";
import { PASSWORD, startApp } from "./harness.ts";

test("an invite's mail stands in the development inbox, and its link leads to joining", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme Robotics", slug: "acme" });
  await ada.client.invites.create.mutate({ workspaceId, email: "grace@example.com", role: "member" });

  const grace = await app.newVisitor("/dev/mail");
  // The page looks again by itself.
  await grace.page.getByRole("link", { name: /Ada invites you to Acme Robotics/ }).click();
  await grace.page.getByRole("heading", { name: "Ada invites you to Acme Robotics" }).waitFor();
  await grace.page.getByText("grace@example.com").first().waitFor();
  const opened = grace.context.waitForEvent("page");
  await grace.page.frameLocator("iframe").getByRole("link", { name: "Accept the invite" }).click();
  const joining = await opened;

  await joining.getByRole("heading", { name: "Join Acme Robotics" }).waitFor();
  await joining.getByLabel("Name").fill("Grace");
  await joining.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await joining.getByRole("button", { name: "Create account and join" }).click();
  await joining.waitForURL("**/acme");
  expect(grace.complaints).toEqual([]);
});

test("the inbox shows what each kind of mail looks like", async () => {
  await using app = await startApp();
  const { page, complaints } = await app.newVisitor("/dev/mail");

  await page.getByRole("link", { name: /Grace Hopper invites you/ }).click();

  await page.frameLocator("iframe").getByRole("link", { name: "Accept the invite" }).waitFor();
  expect(complaints).toEqual([]);
});
