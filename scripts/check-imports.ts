import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

// Keeps the straight line: database ← kernel ← server ← (types) client ← apps, and features in the order of router.ts.

interface Import {
  from: string;
  typeOnly: boolean;
}

/** Which workspace packages each may import. */
const layers: Record<string, string[]> = {
  "packages/database": [],
  "packages/kernel": ["database"],
  "packages/server": ["database", "kernel"],
  "packages/client": [],
  "apps/server": ["database", "kernel", "server"],
  "apps/cli": ["database", "kernel", "server", "client"],
  "apps/web": ["client"],
};

/** Libraries that one place owns. */
const owners: [RegExp, RegExp][] = [
  [/^drizzle-orm\/(sqlite|pg)-core|^better-sqlite3$|^pg$/, /^packages\/database\//],
  [/^lucia$/, /^packages\/server\/src\/features\/sessions\//],
  [/^@trpc\/server/, /^packages\/(kernel|client)\//],
  [/^pino$/, /^packages\/kernel\//],
];

/** Files of a feature that one above it may import too: they declare, and call nothing. */
const declarations = /\/(table|rules|roles)\.ts$/;
const mayReadEnvironment = /\/env\.ts$|^packages\/database\/src\/engine\.ts$/;

const problems: string[] = [];
// The lines of the router itself: the formatter sorts the imports above it.
const order = [...readFileSync("packages/server/src/router.ts", "utf8").matchAll(/^ {2}(\w+): \w+Router,$/gm)].map(
  ([, feature]) => feature ?? "",
);

for (const layer of Object.keys(layers)) {
  for (const file of sourceFiles(join(layer, "src"))) check(layer, file);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function check(layer: string, file: string): void {
  const source = readFileSync(file, "utf8");
  for (const found of importsOf(source)) {
    checkLayer(layer, file, found);
    checkOwner(file, found);
    checkFeatureOrder(file, found);
  }
  const code = withoutComments(source);
  if (/process\.env/.test(code) && !mayReadEnvironment.test(file))
    report(file, "reads the environment; only env.ts may");
  if (
    layer !== "packages/database" &&
    /sqlite|postgres/i.test(code.replaceAll(/"[^"\n]*postgres(ql)?:\/\/[^"\n]*"/g, ""))
  ) {
    report(file, "names an engine; ask packages/database for a capability");
  }
}

function checkLayer(layer: string, file: string, { from, typeOnly }: Import): void {
  const target = /^@plinth\/(\w+)(\/.*)?$/.exec(from);
  if (!target) return;
  const [, name = "", path] = target;
  const browserSafe = name === "server" && (typeOnly || path === "/inputs");
  if (browserSafe && /client|web/.test(layer)) return;
  if (!layers[layer]?.includes(name)) report(file, `may not import ${from}`);
}

function checkOwner(file: string, { from, typeOnly }: Import): void {
  for (const [library, owner] of owners) {
    if (library.test(from) && !owner.test(file) && !typeOnly)
      report(file, `may not import ${from}; it belongs to ${owner.source}`);
  }
}

function checkFeatureOrder(file: string, { from }: Import): void {
  const own = featureOf(file);
  const target = from.startsWith(".") ? normalize(join(dirname(file), from)) : "";
  const other = featureOf(target);
  if (!own || !other || own === other || declarations.test(target)) return;
  if (order.indexOf(other) > order.indexOf(own)) report(file, `imports ${other}, which router.ts lists below ${own}`);
}

function featureOf(path: string): string | undefined {
  return /^packages\/server\/src\/features\/([\w-]+)\//.exec(path)?.[1];
}

function importsOf(source: string): Import[] {
  const statements = source.matchAll(/^(?:import|export)\s+(type\s+)?[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm);
  return [...statements].map(([, type, from, bare]) => ({ from: from ?? bare ?? "", typeOnly: type !== undefined }));
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[^:"])\/\/.*$/gm, "$1");
}

function sourceFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.test-d\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function report(file: string, problem: string): void {
  problems.push(`${file} ${problem}`);
}
