import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** What has no part in what the tests of a copy look at. */
const left = new Set([".git", "node_modules", "data", "dist", "coverage", "bench", "docs"]);

/** A copy of this repository's sources, which a test may change. Its packages are its own, what they install is shared. */
export interface RepositoryCopy extends AsyncDisposable {
  root: string;
}

export async function copyRepository(): Promise<RepositoryCopy> {
  const root = await mkdtemp(join(tmpdir(), "plinth-copy-"));
  await copyFolder(ROOT, root);
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

async function copyFolder(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === "node_modules") await linkInstalled(source, target);
    else if (left.has(entry.name)) continue;
    else if (entry.isDirectory()) {
      await mkdir(target);
      await copyFolder(source, target);
    } else await cp(source, target);
  }
}

/** Links of the package manager are relative, so that they lead to the copy's own packages; only the store itself is shared. */
async function linkInstalled(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !/^\.(pnpm|cache|vite)/.test(relative(from, source)),
  });
  if (join(ROOT, "node_modules") === from) await symlink(join(from, ".pnpm"), join(to, ".pnpm"));
}
