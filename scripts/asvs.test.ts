import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ASVS_PAGE, promisesIn, requirementsIn, settled, verdicts } from "./asvs.ts";

const page = readFileSync(ASVS_PAGE, "utf8");
const facts = "docs/security/documentation.md";

/** Those that apply to a backend with a page in front, and two about sockets. */
const L1 = `
  1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.2 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 6.1.1 6.2.1 6.2.2
  6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 9.1.1 9.1.2 9.1.3 9.2.1 11.3.1 11.3.2 11.4.1 13.4.1
  14.2.1 14.3.1 15.1.1 15.2.1 15.3.1`;
const L2 = `
  1.2.9 1.3.6 1.3.11 1.5.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1 3.3.2 3.3.3 3.3.4 3.4.3 3.4.4 3.4.5 3.4.6 3.7.2 4.1.3 4.2.1 4.3.1 4.4.2 5.1.1 5.2.3
  5.4.1 5.4.2 6.1.3 6.2.9 6.2.10 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.2 6.6.3 6.8.1 7.1.1 7.1.2 7.3.1 7.3.2 7.4.3
  7.4.5 7.5.1 7.5.2 7.6.2 8.1.2 8.2.3 8.4.1 9.2.2 10.1.2 10.2.1 10.2.2 10.5.1 10.5.2 10.5.4 11.2.1 11.2.3 11.3.3 11.4.2 11.5.1 12.3.1 12.3.2
  13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.4.2 13.4.3 13.4.4 13.4.5 14.2.4 14.3.2 15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4
  15.3.5 15.3.6 15.3.7 16.1.1 16.2.1 16.2.2 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.5.1 16.5.2 16.5.3`;
const wordsOf = (list: string) => list.trim().split(/\s+/);

test("every requirement that applies has one line, under its level", () => {
  const lines = requirementsIn(page).map(({ number, level }) => `${number} ${level}`);
  const due = [...wordsOf(L1).map((number) => `${number} L1`), ...wordsOf(L2).map((number) => `${number} L2`)];

  expect(due).toHaveLength(165);
  expect(lines.toSorted()).toEqual(due.toSorted());
});

test("each line says how it stands and shows something for it", () => {
  for (const { number, verdict, evidence } of requirementsIn(page)) {
    expect(verdicts, number).toContain(verdict);
    expect([number, /\]\(|\(to come: /.test(evidence) || verdict === "not met"]).toEqual([number, true]);
    expect([number, verdict === "met" && evidence.includes("(to come: ")]).toEqual([number, false]);
    expect([number, verdict === "to come" && !evidence.includes("(to come: ")]).toEqual([number, false]);
  }
});

test("what is missing is said again at the end, and nothing else", () => {
  const [, missing = ""] = page.split("\n## What is missing\n");
  const said = [...missing.matchAll(/^- \*\*(\d[\d.]+)\*\*/gm)].map(([, number]) => number);
  const lacking = requirementsIn(page).filter(({ verdict }) => verdict === "partly" || verdict === "not met");

  expect(said).toEqual(lacking.map(({ number }) => number));
});

test.each([ASVS_PAGE, facts])("no link of %s leads nowhere", (file) => {
  const text = readFileSync(file, "utf8");
  for (const [, target = "", part] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
    const path = target ? join(dirname(file), target) : file;
    expect([path, existsSync(path)]).toEqual([path, true]);
    if (part) expect([path, part, anchorsOf(path).includes(part)]).toEqual([path, part, true]);
  }
});

/** Of each heading, the anchor that it has where Markdown is shown. */
function anchorsOf(path: string): string[] {
  const headings = readFileSync(path, "utf8").matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test("sums are right, and what was to come and is there has its link (npx tsx scripts/asvs.ts)", () => {
  console.info(`${promisesIn(page).length} links are to come: ${[...new Set(promisesIn(page))].join(", ")}`);

  expect(settled(page, existsSync)).toBe(page);
});

test("a file that has come gets its link, and sums follow the lines", () => {
  const line = (verdict: string, evidence: string) => `| 1.2.1 | L1 | asks | here | ${verdict} | ${evidence} |`;
  const sums = (...numbers: number[]) => `| 1 Encoding | ${numbers.join(" | ")} |\n| all | ${numbers.join(" | ")} |`;
  const before = `${sums(0, 0, 0, 0)}\n${line("partly", "(to come: apps/a.test.ts), (to come: apps/b.ts)")}\n`;

  expect(settled(before, (path) => path === "apps/a.test.ts")).toBe(
    `${sums(0, 1, 0, 0)}\n${line("partly", "[a](../../apps/a.test.ts), (to come: apps/b.ts)")}\n`,
  );
});
