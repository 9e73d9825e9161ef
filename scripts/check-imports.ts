import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

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
  [/^nodemailer$/, /^packages\/kernel\/src\/mail\//],
  [/^@react-email\/|^react-dom\/server$/, /^packages\/server\/src\/mail\//],
];

/** Files of a feature that one above it may import too: they declare, and call nothing. */
const declarations = /\/(table|rules|roles)\.ts$/;
const mayReadEnvironment = /\/env\.ts$|^packages\/database\/src\/engine\.ts$/;

interface SourceFile {
  /** From the root of the repository. */
  path: string;
  layer: string;
  imports: Import[];
  code: string;
}

/** Says of every import that points the wrong way, and of code that knows what is not its business, where it is and why. */
export function importProblems(root: string): string[] {
  const order = featureOrder(readFileSync(join(root, "packages/server/src/router.ts"), "utf8"));
  const files = Object.keys(layers).flatMap((layer) => sourceFiles(root, layer));
  return files.flatMap((file) => {
    const found = file.imports.flatMap((one) => [
      checkLayer(file, one),
      checkPath(file, one),
      checkOwner(file, one),
      checkFeatureOrder(file, one, order),
    ]);
    return [...found, checkEnvironment(file), checkEngine(file)].flatMap((problem) =>
      problem ? [`${file.path} ${problem}`] : [],
    );
  });
}

// The lines of the router itself: the formatter sorts the imports above it.
function featureOrder(router: string): string[] {
  return [...router.matchAll(/^ {2}(\w+): \w+Router,$/gm)].map(([, name = ""]) =>
    // Folders are named in kebab case.
    name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
}

type Problem = string | undefined;

function checkLayer({ layer }: SourceFile, { from, typeOnly }: Import): Problem {
  const [, name, path] = /^@plinth\/(\w+)(\/.*)?$/.exec(from) ?? [];
  if (!name) return undefined;
  const browserSafe =
    (name === "server" && (typeOnly || path === "/inputs")) || (name === "kernel" && path === "/patch");
  if (browserSafe && /client|web/.test(layer)) return undefined;
  return layers[layer]?.includes(name) ? undefined : `may not import ${from}`;
}

/** Another package is imported by its name, so that `checkLayer` sees it, and tests are for tests. */
function checkPath(file: SourceFile, { from }: Import): Problem {
  const target = targetOf(file, from);
  if (!target || target.startsWith(`${file.layer}/src/`)) return undefined;
  return `may not import ${from}; it lies outside ${file.layer}/src`;
}

function checkOwner({ path }: SourceFile, { from, typeOnly }: Import): Problem {
  const [, owner] = owners.find(([library]) => library.test(from)) ?? [];
  if (!owner || owner.test(path) || typeOnly) return undefined;
  return `may not import ${from}; it belongs to ${owner.source}`;
}

function checkFeatureOrder(file: SourceFile, { from }: Import, order: string[]): Problem {
  const target = targetOf(file, from) ?? "";
  const own = featureOf(file.path);
  const other = featureOf(target);
  if (!own || !other || own === other || declarations.test(target)) return undefined;
  return order.indexOf(other) > order.indexOf(own) ? `imports ${other}, which router.ts lists below ${own}` : undefined;
}

function checkEnvironment({ path, code }: SourceFile): Problem {
  const reads = /process\.env/.test(code) && !mayReadEnvironment.test(path);
  return reads ? "reads the environment; only env.ts may" : undefined;
}

function checkEngine({ layer, code }: SourceFile): Problem {
  const named = /sqlite|postgres/i.test(code.replaceAll(/"[^"\n]*postgres(ql)?:\/\/[^"\n]*"/g, ""));
  return named && layer !== "packages/database" ? "names an engine; ask packages/database for a capability" : undefined;
}

/** The file that a relative import means. */
function targetOf({ path }: SourceFile, from: string): string | undefined {
  return from.startsWith(".") ? normalize(join(dirname(path), from)) : undefined;
}

function featureOf(path: string): string | undefined {
  return /^packages\/server\/src\/features\/([\w-]+)\//.exec(path)?.[1];
}

function importsOf(source: string): Import[] {
  const statements = source.matchAll(/^(?:import|export)\s+(type\s+)?[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm);
  const calls = withoutComments(source).matchAll(/(typeof\s+)?\bimport\(\s*["'`]([^"'`]+)["'`]/g);
  return [
    ...[...statements].map(([, type, from, bare]) => ({ from: from ?? bare ?? "", typeOnly: type !== undefined })),
    ...[...calls].map(([, type, from = ""]) => ({ from, typeOnly: type !== undefined })),
  ];
}

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[^:"])\/\/.*$/gm, "$1");
}

function sourceFiles(root: string, layer: string): SourceFile[] {
  const entries = readdirSync(join(root, layer, "src"), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.test-d\.ts$/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const source = readFileSync(file, "utf8");
      return { path: relative(root, file), layer, imports: importsOf(source), code: withoutComments(source) };
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = importProblems(process.cwd());
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
