import { fold, prepared } from "@plinth/database";
import type { QueryContext } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { members } from "../members/table.ts";
import { withoutCode } from "./without-code.ts";

/** Someone who can be mentioned. */
export interface Person {
  userId: string;
  name: string;
  email: string;
}

const peopleOf = prepared("peopleOf", { workspaceId: members.workspaceId }, (db, $) =>
  db
    .select({ userId: users.id, name: users.name, email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, $.workspaceId)),
);

/** The ids of the workspace's members whom a Markdown text mentions. */
export async function peopleNamedIn({ db }: QueryContext, workspaceId: string, body: string): Promise<string[]> {
  return body.includes("@") ? mentioned(body, await peopleOf.all(db, { workspaceId })) : [];
}

/**
 * Finds `@Name` and `@e-mail` in a Markdown text, outside code, whatever the case and accents. Where several names fit, the longest is meant; who
 * share a name are all meant.
 *
 * @example mentioned("Thanks @ada lovelace!", people) // [id of Ada Lovelace]
 */
export function mentioned(body: string, people: readonly Person[]): string[] {
  const text = fold(withoutCode(body));
  const directory = directoryOf(people);
  const found = new Set<string>();
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (/[\p{L}\p{N}_.+@-]/u.test(text[at - 1] ?? " ")) continue;
    for (const userId of namedAt(text, at + 1, directory)) found.add(userId);
  }
  return [...found];
}

/** Whom a handle stands for. Handles by their first character, the longest first. */
type Directory = Map<string, { handle: string; userId: string }[]>;

function directoryOf(people: readonly Person[]): Directory {
  const directory: Directory = new Map();
  const entries = people.flatMap(({ userId, name, email }) => [
    { handle: fold(name), userId },
    { handle: fold(email), userId },
  ]);
  for (const entry of entries.sort((a, b) => b.handle.length - a.handle.length)) {
    const initial = entry.handle[0] ?? "";
    directory.set(initial, [...(directory.get(initial) ?? []), entry]);
  }
  return directory;
}

function namedAt(text: string, start: number, directory: Directory): string[] {
  const candidates = directory.get(text[start] ?? "") ?? [];
  const fits = ({ handle }: { handle: string }) =>
    text.startsWith(handle, start) && endsHere(text, start + handle.length);
  const longest = candidates.find(fits);
  if (!longest) return [];
  return candidates.filter(({ handle }) => handle === longest.handle).map(({ userId }) => userId);
}

/** Whether a name may end before `end`: not in the middle of a word, a hyphenated name or an address. */
function endsHere(text: string, end: number): boolean {
  return !/^(?:[\p{L}\p{N}_@]|[.-][\p{L}\p{N}])/u.test(text.slice(end, end + 4));
}
