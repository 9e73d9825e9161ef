import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds serious or critical on the page as it is now, in light and in dark: rule, and where. */
export async function seriousIssues(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  // Only colors are others in the dark.
  for (const [colorScheme, rules] of [
    ["light", {}],
    ["dark", { runOnly: ["color-contrast"] }],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    const options = JSON.stringify({ resultTypes: ["violations"], ...rules });
    const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      found.push(
        ...nodes.map((node) => `${colorScheme}, ${id}: ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`),
      );
    }
  }
  return found;
}
