import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// One file starts faster than a thousand. Native modules stay outside; libraries written as CommonJS need a `require`.
await build({
  entryPoints: [here("src/main.ts")],
  outdir: here("dist"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: "linked",
  external: ["better-sqlite3", "@node-rs/argon2", "pg-native"],
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  logLevel: "warning",
});

// Loaded by path, in a thread of its own.
await copyFile(here("../../packages/database/src/sqlite/checkpointer.mjs"), here("dist/checkpointer.mjs"));
