import { LONGEST_SEARCH, LONGEST_WORD, MOST_TERMS } from "./search-limits.ts";
import { wordsIn } from "./search-words.ts";

/** Words that stand in a row. A single one may be the start of a word. */
export interface SearchTerm {
  words: [string, ...string[]];
  prefix: boolean;
}

/** What somebody looks for: every term must be found. */
export interface Search {
  terms: [SearchTerm, ...SearchTerm[]];
}

// People's keyboards turn quotes.
const part = /["“”„]([^"“”„]*)["“”„]|[^"“”„]+/g;

/**
 * Reads what somebody typed into a search box. All words must be found, in any order and column; the last one counts as a beginning unless
 * something other than a letter or digit follows it. Words between quotes must stand in a row. Nothing is an error.
 *
 * @returns undefined when it holds no letter and no digit.
 * @example parseSearch('“lift off” rock')
 * // { terms: [{ words: ["lift", "off"], prefix: false }, { words: ["rock"], prefix: true }] }
 */
export function parseSearch(text: string): Search | undefined {
  const given = text.slice(0, LONGEST_SEARCH);
  const terms: SearchTerm[] = [];
  for (const { 0: whole, 1: quoted, index } of given.matchAll(part)) {
    const found = wordsIn(quoted ?? whole);
    const [first, ...others] = found.map(({ folded }) => folded);
    if (first === undefined) continue;
    if (quoted !== undefined) terms.push({ words: [first, ...others], prefix: false });
    else {
      const atTheEnd = index + (found.at(-1)?.end ?? 0) === given.length;
      terms.push(...[first, ...others].map((word, at) => single(word, atTheEnd && at === others.length)));
    }
  }
  const [first, ...others] = terms.slice(0, MOST_TERMS);
  return first && { terms: [first, ...others] };
}

function single(word: string, isLast: boolean): SearchTerm {
  const characters = [...word];
  if (characters.length <= LONGEST_WORD) return { words: [word], prefix: isLast };
  return { words: [characters.slice(0, LONGEST_WORD).join("")], prefix: true };
}
