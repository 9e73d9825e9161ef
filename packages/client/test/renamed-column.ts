import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** A file of the web app that a changed server no longer fits, and why. */
export interface Complaint {
  file: string;
  message: string;
}

/**
 * Compiles the web app against a copy of the server in which one word has another name everywhere, as an editor's
 * "rename" would leave it.
 *
 * @param screen - the source of one more page of the web app.
 * @returns what the compiler says, with paths from the root of the repository, or from the copy.
 */
export async function compileAfterRename(word: string, renamed: string, screen: string): Promise<Complaint[]> {
  const copy = await mkdtemp(join(tmpdir(), "plinth-types-"));
  try {
    await copyServer(join(copy, "packages/server"), word, renamed);
    await mkdir(join(copy, "screen"));
    await writeFile(join(copy, "screen/screen.tsx"), screen);
    await symlink(join(ROOT, "apps/web/node_modules"), join(copy, "screen/node_modules"));
    await writeFile(join(copy, "tsconfig.json"), JSON.stringify(project(copy)));
    return complaints(
      await run(join(ROOT, "node_modules/.bin/tsc"), ["-p", join(copy, "tsconfig.json"), "--checkers", "1"], copy),
      copy,
    );
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function copyServer(target: string, word: string, renamed: string): Promise<void> {
  await cp(join(ROOT, "packages/server/src"), join(target, "src"), { recursive: true });
  await symlink(join(ROOT, "packages/server/node_modules"), join(target, "node_modules"));
  const entries = await readdir(join(target, "src"), { recursive: true, withFileTypes: true });
  const pattern = new RegExp(`\\b${word}\\b`, "g");
  for (const entry of entries.filter(({ name }) => name.endsWith(".ts"))) {
    const file = join(entry.parentPath, entry.name);
    await writeFile(file, (await readFile(file, "utf8")).replace(pattern, renamed));
  }
}

// `paths` sends every import of the server, also the client's own, to the copy.
function project(copy: string) {
  return {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions: {
      pretty: false,
      typeRoots: [join(ROOT, "node_modules/@types")],
      paths: {
        "@plinth/server": [join(copy, "packages/server/src/index.ts")],
        "@plinth/server/inputs": [join(copy, "packages/server/src/inputs.ts")],
      },
    },
    include: [join(ROOT, "apps/web/src"), join(copy, "screen/screen.tsx")],
    exclude: ["**/*.test.ts", "**/*.test.tsx"],
  };
}

function complaints(output: string, copy: string): Complaint[] {
  const found = output.matchAll(/^(\S.*?)\(\d+,\d+\): error (.*)$/gm);
  return [...found].map(([, file = "", message = ""]) => ({ file: relativeTo(copy, file), message }));
}

function relativeTo(copy: string, file: string): string {
  const full = join(copy, file);
  return full.startsWith(`${copy}/`) ? file : full.replace(`${ROOT}/`, "");
}

function run(command: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("error", reject);
    child.on("close", () => resolve(Buffer.concat(output).toString()));
  });
}
