import { folds, separators } from "./search-characters.ts";

/** A word of a text: what it is compared by, and where it stands. */
export interface Word {
  /** Without case and accents. */
  folded: string;
  start: number;
  end: number;
}

const asciiSeparators = [
  [0x00, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x60],
  [0x7b, 0x7f],
] as const;

/** What parts words, as the inside of a character class: all of ASCII but letters and digits, and the separators above it. */
const separatorClass = classOf((code) => `\\u{${code.toString(16)}}`);

// Unpaired surrogates, which no database keeps, part words as well.
const wordPattern = new RegExp(`[^${separatorClass}\\ud800-\\udfff]+`, "gu");

/**
 * The words of a text, in order: runs of letters and digits. The databases part it the same way.
 *
 * @example wordsIn("Näher an APO-12").map(({ folded }) => folded) // ["naher", "an", "apo", "12"]
 */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: word, index: start } of text.matchAll(wordPattern)) {
    const folded = foldWord(word);
    // Nothing is left of an accent that stands by itself.
    if (folded !== "") words.push({ folded, start, end: start + word.length });
  }
  return words;
}

/** The inside of a character class in the dialect whose escape of a code point `escaped` writes. */
export function classOf(escaped: (code: number) => string): string {
  return [...asciiSeparators, ...separators].map(([first, last]) => `${escaped(first)}-${escaped(last)}`).join("");
}

function foldWord(word: string): string {
  if (/^[\0-\x7f]*$/.test(word)) return word.toLowerCase();
  return Array.from(
    word,
    (character) => folds.get(character) ?? (character < "\x80" ? character.toLowerCase() : character),
  ).join("");
}
