import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Stop } from "./stop.ts";

const Credentials = z.object({ url: z.string(), session: z.string() });

/** What `plinth login` got: one server and one session there. */
export type Credentials = z.output<typeof Credentials>;

const fileIn = (folder: string) => join(folder, "credentials.json");

/** What is stored, if anything is. */
export async function loadCredentials(folder: string): Promise<Credentials | undefined> {
  const text = await readFile(fileIn(folder), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw new Stop(`${fileIn(folder)} cannot be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  const parsed = Credentials.safeParse(parseJson(text));
  if (!parsed.success) throw new Stop(`${fileIn(folder)} is damaged.`, { hint: "Delete it, then: plinth login" });
  return parsed.data;
}

/** Stores them where only this user can read them. Whoever reads meanwhile sees the old or the new file, never half of one. */
export async function saveCredentials(folder: string, credentials: Credentials): Promise<string> {
  const file = fileIn(folder);
  const draft = `${file}.${process.pid}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
  return file;
}

export async function forgetCredentials(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
