import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { codeAt, stepAt } from "../packages/server/src/features/totp/totp.ts";
import { PASSWORD, startApp } from "./harness.ts";

let lastStep = 0;

/** A code of the app that has not been used; the next step's counts already. */
function freshCode(secret: string): string {
  lastStep = Math.max(stepAt(new Date()), lastStep + 1);
  return codeAt(secret, lastStep);
}

async function enterPassword(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code").waitFor();
}

test("two-step sign-in: set up, asked for, recovered from, trusted, and required of everybody", {
  timeout: 240_000,
}, async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const { id: workspaceId } = await ada.client.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const bob = await app.newPerson("bob");
  const invite = { workspaceId, email: bob.email, role: "member" } as const;
  await bob.client.invites.accept.mutate({ token: (await ada.client.invites.create.mutate(invite)).token });

  // She sets up an app, and keeps the recovery codes.
  const { page } = ada;
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Set up" }).click();
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = (await page.getByLabel("Or type this in by hand").inputValue()).replaceAll(" ", "");
  await page.getByLabel("Then enter the code").fill(freshCode(secret));
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  const [recoveryCode = ""] = await codes.allTextContents();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await codes.evaluateAll((all) => all.every((code) => code.scrollWidth <= code.clientWidth))).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByText("10 of 10 left").waitFor();

  // Elsewhere her password is not enough: a wrong code is refused, the right one lets her in and is asked for no more.
  const other = await app.newVisitor("/sign-in");
  await enterPassword(other.page, ada.email);
  await other.page.getByLabel("Code").fill("000000");
  await other.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.page.getByText("That code is not right, or was used before.").waitFor();
  await other.page.getByLabel("Code").fill(freshCode(secret));
  await other.page.getByText("Do not ask in this browser").click();
  await other.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.page.waitForURL("**/acme");
  await page.getByRole("heading", { name: "Trusted browsers" }).waitFor();

  // Without her phone a recovery code does.
  const third = await app.newVisitor("/sign-in");
  await enterPassword(third.page, ada.email);
  await third.page.getByRole("button", { name: "Use a recovery code" }).click();
  await third.page.getByLabel("Recovery code").fill(recoveryCode);
  await third.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await third.page.waitForURL("**/acme");
  await page.getByText("9 of 10 left").waitFor();

  // She requires it of everybody; Bob, who has none, sees the reason instead of the workspace, until he has one.
  await bob.page.goto("/acme");
  await bob.page.getByRole("link", { name: "Members" }).waitFor();
  await page.goto("/acme/settings");
  const policy = page.getByRole("switch", { name: "Members need two-step sign-in" });
  await policy.click();
  await page.getByRole("button", { name: "Require it" }).click();
  await expect.poll(() => policy.isChecked()).toBe(true);
  await page.goto("/acme/members");
  await page.getByText("No second step yet").waitFor();
  await bob.page.goto("/acme");
  await bob.page.getByRole("heading", { name: "Acme needs two-step sign-in" }).waitFor();
  await bob.page.getByText("To leave it instead, ask an owner to remove you.").waitFor();
  await bob.page.getByRole("link", { name: "Set it up" }).click();
  await bob.page.getByRole("button", { name: "Set up" }).click();
  const bobs = (await bob.page.getByLabel("Or type this in by hand").inputValue()).replaceAll(" ", "");
  await bob.page.getByLabel("Then enter the code").fill(codeAt(bobs, stepAt(new Date())));
  await bob.page.getByRole("button", { name: "Turn on" }).click();
  await bob.page.getByText("10 of 10 left").waitFor();
  await bob.page.goto("/acme");
  await bob.page.getByRole("link", { name: "Members" }).waitFor();

  // She is the only owner who can get in, so she cannot go without.
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByText("you lose access to Acme").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await page.getByText("You are the only owner who can get into Acme").waitFor();
  await page.goto("/acme/settings");
  await policy.click();
  await expect.poll(() => policy.isChecked()).toBe(false);
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await page.getByText("Two-step sign-in by an app is off.").waitFor();
  await other.page.getByRole("heading", { name: "Sign in" }).waitFor();
  for (const { complaints } of [ada, bob, other, third]) expect(complaints).toEqual([]);
});
