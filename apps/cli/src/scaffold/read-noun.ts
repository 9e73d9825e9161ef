import { usage } from "../stop.ts";
import type { ExistingNames } from "./existing-names.ts";
import { isWord, usedInFeatures } from "./words.ts";

/** The plural of a regular noun: `note` → `notes`, `entry` → `entries`. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, "ies");
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** What a feature is called. @throws Stop when it makes no sense, or means something else already */
export function readNoun(
  noun: string,
  given: string | undefined,
  existing: ExistingNames,
): { noun: string; plural: string } {
  assertNoun(noun, given);
  const plural = given ?? pluralOf(noun);
  if (!/^[a-z]{2,24}$/.test(plural) || plural === noun) {
    throw usage(`"${plural}" is no plural of "${noun}".`, "Use one word of small letters, other than the noun itself.");
  }
  for (const name of [noun, plural]) {
    if (isWord(name) || usedInFeatures.has(name))
      throw usage(`A feature cannot be called "${name}".`, "The word means something else already; find another one.");
    const where = existing.get(name);
    if (where) throw usage(`There is something called "${name}" already: see ${where}.`, "Find another noun.");
  }
  return { noun, plural };
}

function assertNoun(noun: string, plural: string | undefined): void {
  if (!/^[a-z]{2,20}$/.test(noun)) {
    throw usage(`"${noun}" is no noun for a feature.`, "Use one word of 2 to 20 small letters, such as note.");
  }
  if (plural === undefined && /[^su]s$/.test(noun)) {
    throw usage(`"${noun}" looks like a plural.`, "Name one of them, such as note; or give its plural too: --plural.");
  }
}
