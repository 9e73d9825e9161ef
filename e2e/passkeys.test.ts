import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PASSWORD, startApp } from "./harness.ts";

/** Gives a page a device that recognises whoever sits there, and says yes. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("From now on you can sign in with this passkey.").waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ada Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

test("a person makes a passkey, signs in with it alone and after their password, and removes it", async () => {
  await using app = await startApp();
  const { page, email, complaints } = await app.newPerson("ada");
  // Otherwise the browser offers passkeys below the field, and the device says yes to that by itself.
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  await addAuthenticator(page);
  await addPasskey(page, "Laptop");
  const name = page.getByRole("textbox", { name: "Name of the passkey Laptop" });
  await name.waitFor();

  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("button", { name: "Ada Your account" }).waitFor();

  await signOut(page);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("Confirm with your passkey that it is you.").waitFor();
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await page.getByRole("button", { name: "Ada Your account" }).waitFor();

  await page.goto("/account/security");
  await name.fill("Old laptop");
  await name.press("Enter");
  await page.getByRole("button", { name: "Remove the passkey Old laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("You have none yet.").waitFor();
  expect(complaints).toEqual([]);
});

test("a browser that offers passkeys below the field for the address needs no click on the page", async () => {
  await using app = await startApp();
  const { page, complaints } = await app.newPerson("ada");
  await addAuthenticator(page);
  await addPasskey(page, "Laptop");

  const asked = page.waitForResponse(/passkeys\.beginSignIn/);
  const signedIn = page.waitForResponse(/passkeys\.finishSignIn/);
  await page.getByRole("button", { name: "Ada Your account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await asked;

  // The device says yes as soon as it is asked.
  expect((await signedIn).status()).toBe(200);
  await page.getByRole("button", { name: "Ada Your account" }).waitFor();
  expect(complaints).toEqual([]);
});
