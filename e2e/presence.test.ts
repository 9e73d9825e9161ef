import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { appOfFile, type Person } from "./harness.ts";
import { makeProject, newMember, type Stage } from "./tracker.ts";

const app = appOfFile();

// Well within the 20 seconds after which a page says again that it is here: what is seen by then came at once.
const soon = { timeout: 8_000 };

/** What the panel says of others who look at the same task. */
function others(page: Page): Promise<string[]> {
  const faces = page.getByRole("dialog").getByRole("img", { name: /here too$/ });
  return faces.evaluateAll((all) => all.map((face) => face.getAttribute("aria-label") ?? ""));
}

/** What browsers tell a page whose tab goes to the back. */
function hide(page: Page): Promise<void> {
  return page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
}

/** What they tell it when it comes to the front again. */
function show(page: Page): Promise<void> {
  return page.evaluate(() => {
    Reflect.deleteProperty(document, "visibilityState");
    document.dispatchEvent(new Event("visibilitychange"));
  });
}

async function open(people: Person[], { path }: Stage, task: number): Promise<void> {
  for (const { page } of people) {
    await page.goto(`${path}?task=${task}`);
    await page.getByRole("textbox", { name: "New comment" }).waitFor();
  }
}

test("two people who look at the same task see each other, until one closes it", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  for (const title of ["Fix the alarm", "Buy a clock"])
    await ada.client.tasks.create.mutate({ projectId: stage.projectId, title });

  await open([ada, grace], stage, 1);
  await expect.poll(() => others(ada.page), soon).toEqual(["Grace is here too"]);
  await expect.poll(() => others(grace.page), soon).toEqual(["Ada is here too"]);
  await grace.page.getByRole("button", { name: "Close", exact: true }).click();

  await expect.poll(() => others(ada.page), soon).toEqual([]);
  await grace.page.getByRole("link", { name: "Buy a clock" }).click();
  await grace.page.getByRole("dialog", { name: "APO-2: Buy a clock" }).waitFor();
  expect(await others(grace.page)).toEqual([]);
  expect(ada.complaints.concat(grace.complaints)).toEqual([]);
});

test("whoever turns to another tab is gone until they come back, and so is whoever leaves the page", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Fix the alarm" });
  await open([ada, grace], stage, 1);
  await expect.poll(() => others(ada.page), soon).toEqual(["Grace is here too"]);

  await hide(grace.page);
  await expect.poll(() => others(ada.page), soon).toEqual([]);
  await show(grace.page);
  await expect.poll(() => others(ada.page), soon).toEqual(["Grace is here too"]);
  await grace.page.goto("about:blank");

  await expect.poll(() => others(ada.page), soon).toEqual([]);
  expect(ada.complaints.concat(grace.complaints)).toEqual([]);
});

test("a page that is refused shows no notice, and still says when it is closed", async () => {
  const ada = await app.newPerson("ada");
  const stage = await makeProject(ada);
  await ada.client.tasks.create.mutate({ projectId: stage.projectId, title: "Fix the alarm" });
  const failure = { message: "No.", code: -32_603, data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500 } };
  const here = /\/rpc\/presence\.here$/;
  await ada.page.route(here, (route) => route.fulfill({ status: 500, json: { error: failure } }));
  const [refused, gone] = [ada.page.waitForResponse(here), ada.page.waitForResponse(/presence\.gone$/)];

  await open([ada], stage, 1);
  await refused;
  await ada.page.getByRole("button", { name: "Close", exact: true }).click();

  expect((await gone).status()).toBe(200);
  expect(await ada.page.getByRole("alert").count()).toBe(0);
  expect(ada.complaints).toEqual([]);
});
