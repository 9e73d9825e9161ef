import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Changes of a folder that can be undone as long as the program runs. */
export class Changes {
  readonly #root: string;
  readonly #undo: (() => void)[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  /** Writes a file that is not there yet. @throws Error when it is */
  add(path: string, text: string): void {
    const file = join(this.#root, path);
    const made = mkdirSync(dirname(file), { recursive: true });
    if (made) this.#undo.push(() => rmSync(made, { recursive: true, force: true }));
    writeFileSync(file, text, { flag: "wx" });
    this.#undo.push(() => rmSync(file, { force: true }));
  }

  /** Writes a file that is there. */
  replace(path: string, text: string): void {
    const file = join(this.#root, path);
    const before = readFileSync(file);
    this.#undo.push(() => writeFileSync(file, before));
    writeFileSync(file, text);
  }

  /** Remembers a folder that something else is about to write to. */
  watch(path: string): void {
    const folder = join(this.#root, path);
    const before = new Map(filesIn(folder).map((file) => [file, readFileSync(file)]));
    this.#undo.push(() => {
      for (const file of filesIn(folder)) if (!before.has(file)) rmSync(file);
      for (const [file, text] of before)
        if (!existsSync(file) || !readFileSync(file).equals(text)) writeFileSync(file, text);
    });
  }

  /** Puts everything back, the latest first. */
  undo(): void {
    for (const step of this.#undo.splice(0).reverse()) step();
  }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
