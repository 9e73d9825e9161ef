import { readFile } from "node:fs/promises";
import { foldedPassword } from "./common-passwords.ts";

let listed: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether a password is one of the ten thousand most used ones that are long enough, in whatever case. The list is read when it is first asked for,
 * and browsers have none of it: see `scripts/common-passwords.ts`.
 */
export async function isListedPassword(password: string): Promise<boolean> {
  listed ??= readList();
  return (await listed).has(foldedPassword(password));
}

async function readList(): Promise<ReadonlySet<string>> {
  const text = await readFile(new URL("./listed-passwords.txt", import.meta.url), "utf8");
  // After what says where they are from.
  const [, passwords = ""] = text.split("\n\n");
  return new Set(passwords.trimEnd().split("\n"));
}
