// tsx scripts/fault-table.ts            writes docs/faults.md: each fault, what Plinth does, and the tests that prove it
// tsx scripts/fault-table.ts --check    fails when that file is out of date; writes nothing
// Both fail when a fault has no test. A test names its faults on its first line: `// Faults: 12, 13.`
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { parseArgs } from "node:util";
import { type Fault, faults } from "./faults.ts";

const { values: options } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    root: { type: "string", default: "." },
  },
});

const FOLDERS = ["apps", "packages", "scripts"];
const out = join(options.root, "docs/faults.md");
const all = Object.values(faults).flat();

const problems: string[] = [];
const tests = readTests();
for (const { number, fault, comesWith } of all) {
  if (!tests.has(number) && !comesWith) problems.push(`fault ${number} has no test: ${fault}`);
}
const table = render();
if (!options.check) writeFileSync(out, table);
else if (!existsSync(out) || readFileSync(out, "utf8") !== table)
  problems.push("docs/faults.md is out of date. Run: npx tsx scripts/fault-table.ts");
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** The test files by the faults they name. */
function readTests(): Map<number, string[]> {
  const known = new Set(all.map(({ number }) => number));
  const found = new Map<number, string[]>();
  for (const file of FOLDERS.flatMap(testFiles).sort()) {
    const [line = ""] = readFileSync(join(options.root, file), "utf8").split("\n", 1);
    if (!/^\/\/ ?faults?\b/i.test(line)) continue;
    const numbers = /^\/\/ Faults: (\d+(?:, \d+)*)\.$/.exec(line)?.[1]?.split(", ").map(Number);
    if (!numbers) problems.push(`${file} names its faults in another way than "// Faults: 12, 13."`);
    for (const number of numbers ?? []) {
      if (!known.has(number)) problems.push(`${file} names fault ${number}, which scripts/faults.ts does not have`);
      found.set(number, [...(found.get(number) ?? []), file]);
    }
  }
  return found;
}

function testFiles(folder: string): string[] {
  return readdirSync(join(options.root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "dist" ? [] : testFiles(path);
    return path.endsWith(".test.ts") ? [path.split(sep).join("/")] : [];
  });
}

function render(): string {
  const proven = all.filter(({ number }) => tests.has(number)).length;
  const parts = Object.entries(faults).map(
    ([part, rows]) => `## ${part}

| | what happens | what Plinth does | tests |
| --: | --- | --- | --- |
${rows.map(renderRow).join("\n")}
`,
  );
  return `# Faults

What is done to a server, by malice or by accident, and what this one does then. Each fault has a number, which its tests name on their
first line. ${proven} of these ${all.length} are proven by tests; the rest come with the feature they are about. This file is written by
\`npx tsx scripts/fault-table.ts\`.

${parts.join("\n")}`;
}

function renderRow({ number, fault, answer, comesWith }: Fault): string {
  const links = tests.get(number)?.map((file) => `[${basename(file, ".test.ts")}](../${file})`);
  return `| ${number} | ${fault} | ${answer} | ${links?.join(", ") ?? `comes with ${comesWith ?? "nothing yet"}`} |`;
}
