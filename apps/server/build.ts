import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Libraries written as CommonJS need a `require`. And without a `navigator`, which Node has from 21 on, pg loads all of `fetch` to find out
// where it runs, which takes a tenth of the time to start.
const banner = `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
globalThis.navigator ??= { userAgent: "Node.js" };`;

// One file starts faster than a thousand, and the sooner the less there is to read. Native modules stay outside.
await build({
  entryPoints: [here("src/main.ts")],
  outdir: here("dist"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: "linked",
  external: ["better-sqlite3", "@node-rs/argon2", "pg-native"],
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
  banner: { js: banner },
  logLevel: "warning",
});

// Loaded by path, in a thread of its own.
await copyFile(here("../../packages/database/src/sqlite/checkpointer.mjs"), here("dist/checkpointer.mjs"));
