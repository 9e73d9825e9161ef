import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PASSWORD, type StartedApp, signIn, startApp } from "./harness.ts";

/** Where the link of the latest mail to somebody leads whose subject says this. */
async function linkIn(app: StartedApp, subject: RegExp, label: string): Promise<string> {
  const { page, context } = await app.newVisitor("/dev/mail");
  // The page looks again by itself.
  await page.getByRole("link", { name: subject }).first().click();
  const link = page.frameLocator("iframe").getByRole("link", { name: label });
  const href = (await link.getAttribute("href")) ?? expect.unreachable();
  await context.close();
  const { pathname, hash } = new URL(href);
  return `${pathname}${hash}`;
}

async function signUp(page: Page, name: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(`${name.toLowerCase()}@example.com`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Create your first workspace" }).waitFor();
}

test("from a first sign-up to a confirmed address, and opening the link alone confirms nothing", async () => {
  await using app = await startApp();
  await app.newPerson("root");
  const { page, complaints } = await app.newVisitor("/");
  await signUp(page, "Grace");
  await page.getByText("Confirm your e-mail address: we have sent a link to grace@example.com.").waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText("A new link is on its way").waitFor();
  const link = await linkIn(app, /^Confirm your e-mail address/, "Confirm the address");

  for (let n = 0; n < 3; n++) await (await app.newVisitor(link)).page.getByRole("link", { name: "Sign in" }).waitFor();
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
  await page.getByRole("link", { name: "Go on to Plinth" }).click();
  await page.getByRole("heading", { name: "Create your first workspace" }).waitFor();

  expect(await page.getByText("Confirm your e-mail address").count()).toBe(0);
  expect(complaints).toEqual([]);
});

test("whoever forgot their password chooses a new one, and is told of what is too easy", async () => {
  await using app = await startApp();
  await app.newPerson("ada");
  const { page, complaints } = await app.newVisitor("/sign-in", { viewport: { width: 390, height: 800 } });
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await page.getByRole("status").getByText("Look into your mail").waitFor();

  await page.goto(await linkIn(app, /^Choose a new password/, "Choose a new password"));
  const field = page.getByLabel("New password", { exact: true });
  await field.fill("Password2026!");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByText("Too many people use this one").waitFor();
  await field.fill("ada@example.com");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByText("Do not use your name, your e-mail address or Plinth as password.").waitFor();
  await field.fill("a quite new password");
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, "ada@example.com", "a quite new password");

  expect(complaints).toEqual([]);
});

test("a mailed link signs in where it was asked for, and elsewhere says where to go", async () => {
  await using app = await startApp();
  await app.newPerson("ada");
  const { page, complaints } = await app.newVisitor("/sign-in");
  await page.getByRole("button", { name: "Mail me a link instead" }).click();
  await page.getByLabel("E-mail").fill("eda@example.com");
  await page.getByRole("button", { name: "Mail me a link", exact: true }).click();
  await page.getByText("If eda@example.com can be used here").waitFor();
  await page.getByRole("button", { name: "Start again" }).click();
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByRole("button", { name: "Mail me a link", exact: true }).click();
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
  await page.getByLabel("Code").waitFor();
  const link = await linkIn(app, /signs you in/, "Sign in");

  const elsewhere = await app.newVisitor(link);
  await elsewhere.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await elsewhere.page
    .getByText("Open this link in the browser where you asked for it, or type the code there.")
    .waitFor();
  await elsewhere.page.goto("/sign-in-link#half");
  await elsewhere.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await elsewhere.page.getByText("This link is not complete.").waitFor();
  const [, code = ""] = link.split(".");
  await page.getByLabel("Code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("heading", { name: "Create your first workspace" }).waitFor();

  expect([...complaints, ...elsewhere.complaints]).toEqual([]);
});

test("an address changes when both have confirmed it, and the old one takes it back", async () => {
  await using app = await startApp();
  const { page, complaints } = await app.newPerson("ada");
  await page.goto(await linkIn(app, /^Confirm your e-mail address/, "Confirm the address"));
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByRole("link", { name: "Go on to Plinth" }).click();
  await page.goto("/account");
  await page.getByLabel("New e-mail address").fill("ada@lovelace.example.com");
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByText("Your address is to become ada@lovelace.example.com").waitFor();

  await page.goto(await linkIn(app, /^Confirm your new e-mail address/, "Confirm the new address"));
  await page.getByRole("button", { name: "Confirm the change" }).click();
  await page.getByRole("heading", { name: "One confirmation is missing" }).waitFor();
  await page.getByText("the one to your present address").waitFor();
  await page.goto(await linkIn(app, /^Agree to a change/, "Agree to the change"));
  await page.getByRole("button", { name: "Confirm the change" }).click();
  await page.getByText("From now on it is ada@lovelace.example.com.").waitFor();
  const undo = await linkIn(app, /^Your e-mail address was changed/, "Take the change back");
  const other = await app.newVisitor(undo);
  await other.page.getByRole("button", { name: "Take the change back" }).click();
  await other.page.getByText("It is ada@example.com again").waitFor();

  await page.goto("/account");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect([...complaints, ...other.complaints]).toEqual([]);
});
