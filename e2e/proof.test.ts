// Faults: 72.
import { expect, test } from "vitest";
import { createClient } from "../packages/client/src/index.ts";
import { PASSWORD, type Person, type StartedApp, startApp } from "./harness.ts";

/** Has a person's browser go on with a session of theirs that has proved nothing, such as one that is ten minutes old. */
async function leaveOpen(app: StartedApp, { client, context }: Person): Promise<void> {
  const program = createClient({ url: app.url });
  const { deviceCode, userCode } = await program.deviceLogins.begin.mutate({ host: "laptop" });
  await client.deviceLogins.approve.mutate({ userCode });
  const { token } = await program.deviceLogins.poll.mutate({ deviceCode });
  await context.addCookies([{ name: "session", value: token ?? "", url: app.url, httpOnly: true, sameSite: "Lax" }]);
}

test("what is sensitive asks for a proof, happens after it, and the page goes on being kept up to date", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const { page, client, complaints } = ada;
  await leaveOpen(app, ada);
  await page.goto("/account/keys");
  await page.getByText("No keys yet").waitFor();
  await page.getByLabel("Name").fill("Nightly import");

  await page.getByRole("button", { name: "Make key" }).click();
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  expect(await client.apiKeys.list.query()).toEqual([]);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("That is not right.").waitFor();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm" }).click();

  await page.getByRole("textbox", { name: "Key" }).waitFor();
  await page.getByText("Nightly import").waitFor();
  // The session has another token now, and so has the connection that keeps the page up to date.
  const [key] = await client.apiKeys.list.query();
  await client.apiKeys.revoke.mutate({ id: key?.id ?? "" });
  await page.getByText("Nightly import").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
});

test("who does not want to prove it has done nothing, and may try again", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const { page, client, complaints } = ada;
  await leaveOpen(app, ada);
  await page.goto("/account/keys");
  await page.getByLabel("Name").fill("Nightly import");

  await page.getByRole("button", { name: "Make key" }).click();
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  await page.keyboard.press("Escape");

  await page.getByText("Confirm that it is you first.").waitFor();
  expect(await page.getByLabel("Name").inputValue()).toBe("Nightly import");
  expect(await client.apiKeys.list.query()).toEqual([]);
  await page.getByRole("button", { name: "Make key" }).click();
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  expect(complaints).toEqual([]);
});
