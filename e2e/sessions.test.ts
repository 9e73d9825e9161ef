import { expect, test } from "vitest";
import { safeNext } from "../apps/web/src/features/sessions/next-path.ts";
import { signIn, startApp } from "./harness.ts";

test("signing out everywhere else ends the other browser, and it comes back to where it was", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const other = await app.newVisitor("/sign-in");
  await signIn(other.page, ada.email);
  await other.page.goto("/acme/members");
  await other.page.getByText("ada@example.com").first().waitFor();

  await ada.page.goto("/account/security");
  await ada.page.getByText("this device").waitFor();
  await ada.page.getByRole("button", { name: "Sign out everywhere else" }).click();
  // The other browser's, and that of the client the story itself uses.
  await ada.page.getByText("2 sessions are ended.").waitFor();
  expect(await ada.page.getByRole("button", { name: /^End the session/ }).count()).toBe(0);

  // The other one hears of it by itself.
  await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await signIn(other.page, ada.email);
  await other.page.waitForURL("**/acme/members");
  await other.page.getByText("ada@example.com").first().waitFor();
  expect(other.complaints).toEqual([]);
});

test("a page that did not hear of the end of its session leads to sign in with the first call that is refused", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  await ada.client.projects.create.mutate({ workspaceId, name: "Apollo", key: "APO" });
  const other = await app.newVisitor("/sign-in");
  await other.context.routeWebSocket("**", () => {});
  await signIn(other.page, ada.email);
  await other.page.goto("/acme/members");
  const link = other.page.getByRole("link", { name: "Apollo" }).first();
  await link.waitFor();

  await ada.client.sessions.endOthers.mutate();
  // The page behind the link is loaded in advance, and refused; unless another call was refused before that.
  await link.hover({ timeout: 5_000 }).catch(() => {});
  await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await signIn(other.page, ada.email);
  await other.page.waitForURL("**/acme/members");
  expect(other.complaints).toEqual([]);
});

test("somebody who is not signed in is sent to sign in and back, but never to another site", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });

  const { page } = await app.newVisitor("/acme/members?of=interest");
  await page.waitForURL("**/sign-in?next=*");
  await signIn(page, ada.email);
  await page.waitForURL("**/acme/members?of=interest");

  for (const elsewhere of [
    "https://evil.example/x",
    "//evil.example/x",
    "/\\evil.example/x",
    "/.//evil.example/x",
    "javascript:alert(1)",
  ]) {
    const visitor = await app.newVisitor(`/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await signIn(visitor.page, ada.email);
    await visitor.page.waitForURL(`${app.url}/acme`);
  }
});

test("where a person was on the way to is a path of this site, whatever the address says", () => {
  const next = (value: unknown) => safeNext(value, "https://plinth.example");

  expect(next("/acme?view=board#top")).toBe("/acme?view=board#top");
  expect(next("https://plinth.example/acme")).toBe("/acme");
  const elsewhere = [
    "//evil.example",
    "/.//evil.example",
    "/\\evil.example",
    "https://plinth.example.evil.example/",
    "",
    7,
  ];
  expect(elsewhere.map(next)).toEqual([undefined, undefined, undefined, undefined, "/", undefined]);
});

test("a wrong password is refused in words and what was typed stays", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const { page } = await app.newVisitor("/sign-in");

  await page.getByLabel("E-mail").fill(ada.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();

  await page.getByRole("alert").getByText("E-mail or password is not right.").waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(ada.email);
});

test("a person changes their name and password, and signs out", async () => {
  await using app = await startApp();
  const { page, email } = await app.newPerson("ada");
  await page.goto("/account");

  await page.getByRole("textbox", { name: "Name" }).fill("Ada Lovelace");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Ada Lovelace Your account" }).waitFor();
  await page.getByRole("link", { name: "Security" }).click();
  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password").fill("another horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("The current password is not right.").waitFor();
  await page.getByLabel("Current password").fill("correct horse battery");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText("Your password is changed.").waitFor();

  await page.getByRole("button", { name: "Ada Lovelace Your account" }).click();
  await page.evaluate(() => sessionStorage.setItem("plinth.draft.comment", '"Between us"'));
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await expect.poll(() => page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("Between us");
  await signIn(page, email, "another horse battery");
  await page.getByRole("button", { name: "Ada Lovelace Your account" }).waitFor();
});
