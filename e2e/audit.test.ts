import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { startApp } from "./harness.ts";

test("an owner finds out who tried what, and takes the log out; members are told to ask", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const bob = await app.newPerson("bob");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const { token } = await ada.client.invites.create.mutate({ workspaceId, email: bob.email, role: "member" });
  await bob.client.invites.accept.mutate({ token });
  await ada.client.projects.create.mutate({ workspaceId, name: "Apollo", key: "APO" });
  await ada.page.goto("/acme/settings");
  await ada.page.getByRole("link", { name: "Open the audit log" }).click();
  await ada.page.getByText("created the project").waitFor();

  // Comes up by itself.
  await expect(bob.client.workspaces.update.mutate({ id: workspaceId, name: "Bob's" })).rejects.toThrow();
  const refusal = ada.page.getByRole("listitem").filter({ hasText: "Bob tried to update the workspace" });
  await refusal.waitFor();
  await ada.page.getByRole("combobox", { name: "What" }).click();
  await ada.page.getByRole("option", { name: "Refusals" }).click();
  await ada.page.waitForURL(/kind=access/);
  await ada.page.getByText("created the project").waitFor({ state: "detached" });
  await refusal.getByText("Bob tried").click();
  await refusal.getByText("workspaces.update").waitFor();
  await refusal.getByText("127.0.0.1").waitFor();

  const download = ada.page.waitForEvent("download");
  await ada.page.getByRole("button", { name: "Export" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("audit-acme.jsonl");
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).name)).toEqual(["access.refused"]);
  await ada.page.getByText("One event is exported.").waitFor();
  await ada.page.getByRole("button", { name: "Clear" }).click();
  await ada.page.getByText("exported the audit log").waitFor();

  await ada.page.getByLabel("From").fill("2099-01-01");
  await ada.page.getByText("Nothing like that happened").waitFor();
  await bob.page.goto("/acme/settings/audit");
  await bob.page.getByText("Only admins and owners see this").waitFor();
  expect([...ada.complaints, ...bob.complaints]).toEqual([]);
});
