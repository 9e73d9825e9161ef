import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the page about the requirements is, in the repository. */
export const ASVS_PAGE = "docs/security/asvs.md";

/** One requirement, as its line says. */
export interface Requirement {
  number: string;
  level: string;
  verdict: string;
  evidence: string;
}

const LINE = /^\| (\d+\.\d+\.\d+) \| (\S+) \| .* \| ([^|]+) \| ([^|]*) \|$/;
const PROMISE = /\(to come: ([^)]+)\)/g;

/** The requirements of a page, in its order. */
export function requirementsIn(page: string): Requirement[] {
  return page.split("\n").flatMap((line) => {
    const [, number = "", level = "", verdict = "", evidence = ""] = LINE.exec(line) ?? [];
    return number ? [{ number, level, verdict, evidence }] : [];
  });
}

/** The files that the evidence waits for. */
export function promisesIn(page: string): string[] {
  return [...page.matchAll(PROMISE)].map(([, path = ""]) => path);
}

/** The page with its sums, and with a link in the place of each file that was to come and has. */
export function settled(page: string, exists: (path: string) => boolean): string {
  const linked = page.replaceAll(PROMISE, (promise, path: string) => (exists(path) ? linkTo(path) : promise));
  const requirements = requirementsIn(linked);
  return linked.replaceAll(/^\| (\d+|all)( [^|]*)?(?: \| \d+){4} \|$/gm, (_, chapter: string, name = "") => {
    const those = requirements.filter(({ number }) => chapter === "all" || number.startsWith(`${chapter}.`));
    const sums = verdicts.map((verdict) => those.filter((one) => one.verdict === verdict).length);
    return `| ${chapter}${name} | ${sums.join(" | ")} |`;
  });
}

export const verdicts = ["met", "partly", "not met", "to come"];

function linkTo(path: string): string {
  return `[${basename(path).replace(/(\.test)?\.tsx?$/, "")}](${posix.relative(posix.dirname(ASVS_PAGE), path)})`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = readFileSync(ASVS_PAGE, "utf8");
  writeFileSync(
    ASVS_PAGE,
    settled(page, (path) => existsSync(join(".", path))),
  );
}
