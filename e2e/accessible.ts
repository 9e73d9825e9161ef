import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

type ColorScheme = "light" | "dark";

/**
 * What axe finds serious or critical on the page as it is now, in light and in dark: rule, and where.
 *
 * @param schemes - fewer, for a page whose other colors were looked at elsewhere
 */
export async function seriousIssues(page: Page, schemes: ColorScheme[] = ["light", "dark"]): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of schemes) {
    // Only colors are others in the dark.
    const rules = colorScheme === "dark" && { runOnly: ["color-contrast"] };
    await wear(page, colorScheme);
    const options = JSON.stringify({ resultTypes: ["violations"], ...rules });
    const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      found.push(
        ...nodes.map((node) => `${colorScheme}, ${id}: ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`),
      );
    }
  }
  if (schemes.includes("dark")) await wear(page, "light");
  return found;
}

/** Changes the page's colors, and waits until it has them. */
async function wear(page: Page, colorScheme: ColorScheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: "attached" });
  await page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))");
  await page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => {})");
}
