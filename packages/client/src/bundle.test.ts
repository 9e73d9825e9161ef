import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const HOME = fileURLToPath(new URL("..", import.meta.url));
const { "./test": _, ...shipped } = manifest.exports;

const ours = /packages\/(server|kernel|database)\//;
const serverSide = /node_modules\/(drizzle-orm|better-sqlite3|pg|lucia|pino|@node-rs)\//;

test.each(Object.entries(shipped))("a build of the client's %s holds no code of the server", async (_name, entry) => {
  const { metafile } = await build({
    absWorkingDir: HOME,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });

  const files = Object.keys(metafile.inputs);
  expect(files).toContain(entry.replace("./", ""));
  expect(files.filter((file) => ours.test(file) || serverSide.test(file))).toEqual([]);
});
