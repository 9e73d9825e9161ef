// Faults: 82, 85.
import { mkdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { openTerminal } from "../apps/cli/test/run-plinth.ts";
import { createClient } from "../packages/client/src/index.ts";
import { seriousIssues } from "./accessible.ts";
import { signIn, startApp } from "./harness.ts";

test("a key is made in the browser, used by a program, and refused within a second of its end", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  await ada.client.workspaces.create.mutate({ name: "Moon" });
  await ada.client.workspaces.create.mutate({ name: "Mars" });
  const { page } = ada;

  await page.goto("/account");
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByText("No keys yet").waitFor();
  await page.getByLabel("Name").fill("Nightly import");
  await page.getByRole("combobox", { name: "Where" }).click();
  await page.getByRole("option", { name: "Only Moon" }).click();
  await page.getByLabel("Only this:").check();
  await page.getByRole("button", { name: "Make key" }).click();
  await page.getByText("Choose at least one").waitFor();
  await page.getByRole("group", { name: "Workspace" }).getByLabel("read").check();
  await page.getByRole("button", { name: "Make key" }).click();
  const key = await page.getByRole("textbox", { name: "Key" }).inputValue();
  expect(key).toMatch(/^plk_/);
  await page.getByText("May read workspace · in Moon").waitFor();
  expect(await seriousIssues(page)).toEqual([]);

  const program = createClient({ url: app.url, key });
  expect((await program.workspaces.list.query()).map(({ name }) => name)).toEqual(["Moon"]);
  // Whoever looks at the page sees that it was used.
  await page.getByText("Last used just now").waitFor();

  await page.getByRole("button", { name: "Revoke the key Nightly import" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No keys yet").waitFor();
  const begun = performance.now();
  while (await program.workspaces.list.query().catch(() => undefined)) await pause(5);
  expect(performance.now() - begun).toBeLessThan(1_000);
  await expect(program.workspaces.list.query()).rejects.toMatchObject({ data: { code: "UNAUTHORIZED" } });
  expect(ada.complaints).toEqual([]);
});

test("the command line is signed in by whoever approves its code in a browser, and by nobody who denies it", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  await using terminal = await openTerminal({ PLINTH_URL: app.url });
  const login = terminal.run(["login"]);
  const address = async () =>
    terminal
      .said()
      .match(/Open (\S+)/g)
      ?.at(-1)
      ?.slice(5);
  await expect.poll(address, { timeout: 20_000 }).toBeTruthy();

  // Nobody is signed in there yet: they sign in first, and are led back.
  const other = await app.newVisitor((await address()) ?? "");
  await signIn(other.page, ada.email);
  await other.page.getByRole("heading", { name: "Sign a program in" }).waitFor();
  expect(await other.page.getByLabel("The code that your terminal shows").inputValue()).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  await other.page.getByRole("button", { name: "Go on" }).click();
  await other.page.getByText("wants to sign in as you, Ada").waitFor();
  expect(await seriousIssues(other.page)).toEqual([]);
  await other.page.getByRole("button", { name: "Sign it in" }).click();
  await other.page.getByText("The program is signed in").waitFor();

  expect(await login).toMatchObject({ code: 0, stdout: `Signed in to ${app.url} as ada@example.com.\n` });
  expect((await terminal.run(["whoami"])).stdout).toContain("Ada <ada@example.com>");

  await using stranger = await openTerminal({ PLINTH_URL: app.url });
  const tried = stranger.run(["login"]);
  await expect.poll(() => stranger.said(), { timeout: 20_000 }).toMatch(/code=/);
  await ada.page.goto("/device");
  await ada.page.getByLabel("The code that your terminal shows").fill("BCDF-GHJK");
  await ada.page.getByRole("button", { name: "Go on" }).click();
  await ada.page.getByText("There is no such code, or its time is over.").waitFor();
  const code = stranger.said().match(/code=([A-Z-]+)/)?.[1] ?? "";
  await ada.page.getByLabel("The code that your terminal shows").fill(code.toLowerCase().replace("-", ""));
  await ada.page.getByRole("button", { name: "Go on" }).click();
  await ada.page.getByText(code).waitFor();
  await ada.page.getByRole("button", { name: "Deny" }).click();
  await ada.page.getByText("The program was sent away").waitFor();
  expect(await tried).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("The sign-in was denied in the browser."),
  });
  expect([...ada.complaints, ...other.complaints]).toEqual([]);
});

// Pictures to look at, where SHOTS names a folder for them.
test.runIf(process.env.SHOTS)("what the pages look like", async () => {
  await using app = await startApp();
  const folder = process.env.SHOTS ?? "";
  await mkdir(folder, { recursive: true });
  const first = await app.newPerson("grace");
  const { id } = await first.client.workspaces.create.mutate({ name: "Moon" });
  await first.client.apiKeys.create.mutate({ name: "Reports", scopes: ["*:read"], workspaceId: id });
  await first.client.apiKeys.create.mutate({
    name: "Nightly import of everything from the old tracker",
    scopes: ["tasks:write", "comments:write", "labels:write"],
    expiresInDays: 30,
  });
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      const visitor = await app.newVisitor("/sign-in", { colorScheme, viewport: { width, height: 800 } });
      const { page } = visitor;
      const shoot = (name: string) =>
        page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
      await signIn(page, first.email);
      await page.goto("/account/keys");
      await page.getByText("Nightly import").waitFor();
      await page.getByLabel("Only this:").check();
      await page.getByRole("group", { name: "Tasks" }).getByLabel("change").check();
      await shoot("keys");
      await page.goto("/moon/settings");
      await page.getByText("of Grace").waitFor();
      await shoot("settings");
      const { userCode } = await createClient({ url: app.url }).deviceLogins.begin.mutate({ host: "graces-laptop" });
      await page.goto(`/device?code=${userCode}`);
      await page.getByRole("button", { name: "Go on" }).waitFor();
      await shoot("code");
      await page.getByRole("button", { name: "Go on" }).click();
      await page.getByText(userCode).waitFor();
      await shoot("question");
      await visitor.context.close();
    }
  }
});
