import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Without a `navigator`, which Node has from 21 on, pg loads all of `fetch` to find out where it runs: a tenth of the time to start.
const banner = `const here = require("node:url").pathToFileURL(__filename).href;
globalThis.navigator ??= { userAgent: "Node.js" };`;

// One file starts faster than a thousand, and the sooner the less there is to read. Native modules stay outside.
await rm(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: [here("src/main.ts")],
  outfile: here("dist/server.cjs"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  sourcemap: "linked",
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
  external: ["better-sqlite3", "@node-rs/argon2", "pg-native"],
  // What writes mail is React, which chooses by NODE_ENV between itself and a version that checks how it is used.
  define: { "import.meta.url": "here", "process.env.NODE_ENV": '"production"' },
  banner: { js: banner },
  logLevel: "warning",
});
await copyFile(here("src/main.cjs"), here("dist/main.cjs"));
// Loaded by path, in a thread of its own.
await copyFile(here("../../packages/database/src/sqlite/checkpointer.mjs"), here("dist/checkpointer.mjs"));
// Read when somebody first chooses a password.
const passwords = "listed-passwords.txt";
await copyFile(here(`../../packages/server/src/features/accounts/${passwords}`), here(`dist/${passwords}`));

const folder = await mkdtemp(join(tmpdir(), "plinth-build-"));
const { status } = spawnSync(process.execPath, [here("compile.cjs")], {
  env: { PATH: process.env.PATH, DATABASE_URL: join(folder, "build.db"), PORT: "0", LOG_LEVEL: "silent" },
  cwd: here("../.."),
  stdio: ["ignore", "ignore", "inherit"],
  timeout: 60_000,
});
if (status !== 0)
  console.warn("The server was built, but could not be started to keep its compiled code: it will start slower.");
await rm(folder, { recursive: true, force: true });
