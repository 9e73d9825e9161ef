import type { Locator, Page } from "playwright-core";

/** A column of the board. */
export const column = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
/** The titles of its cards, from the top. */
export const titles = (list: Locator) => list.locator("a[data-task]").allTextContents();

/** Drags as a hand does: press, a little way first, then there, then let go. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) throw new Error("nothing to drag, or nowhere to");
  await page.mouse.move(start.x + start.width / 2, start.y + 10);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 8, start.y + 18, { steps: 3 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height - 4, { steps: 8 });
  await page.mouse.up();
}
