import type { Search, SearchTerm } from "./search-query.ts";
import { type Word, wordsIn } from "./search-words.ts";

/** A piece of a text, and whether it is what was searched for. */
export interface ExcerptPart {
  text: string;
  hit: boolean;
}

const USUAL_LENGTH = 200;
/** How much of what stands before the first hit is shown. */
const BEFORE = 60;

/**
 * A whole text, such as a title, in parts: what was searched for, and what is between.
 *
 * @example markHits("Lift off", parseSearch("lif")) // [{ text: "Lift", hit: true }, { text: " off", hit: false }]
 */
export function markHits(text: string, search: Search): ExcerptPart[] {
  return parts(text, hitsIn(text, search), 0, text.length);
}

/**
 * About 200 characters of a long text around the first thing that was searched for, in one line. Empty where nothing of it is found.
 * It is data and not HTML, so that whoever shows it has nothing to escape.
 */
export function excerpt(text: string, search: Search, length = USUAL_LENGTH): ExcerptPart[] {
  const hits = hitsIn(text, search);
  const [first] = hits;
  if (!first) return [];
  const start = first.start <= BEFORE ? 0 : wordBreak(text, first.start - BEFORE, first.start);
  const end = text.length - start <= length ? text.length : lastBreak(text, first.start, start + length);
  const shown = parts(text, hits, start, end).map((part) => ({ ...part, text: part.text.replace(/\s+/g, " ") }));
  return [...ellipsis(start > 0), ...shown, ...ellipsis(end < text.length)];
}

/** Where terms stand in a text, in order, none overlapping another. */
function hitsIn(text: string, { terms }: Search): { start: number; end: number }[] {
  const words = wordsIn(text);
  const hits: { start: number; end: number }[] = [];
  for (let at = 0; at < words.length; at++) {
    const reach = Math.max(0, ...terms.filter((term) => standsAt(term, words, at)).map((term) => term.words.length));
    const [first, last] = [words[at], words[at + reach - 1]];
    if (reach === 0 || !first || !last) continue;
    hits.push({ start: first.start, end: last.end });
    at += reach - 1;
  }
  return hits;
}

function standsAt({ words, prefix }: SearchTerm, text: Word[], at: number): boolean {
  return words.every((word, offset) => {
    const found = text[at + offset]?.folded;
    return prefix ? found?.startsWith(word) : found === word;
  });
}

function parts(text: string, hits: { start: number; end: number }[], start: number, end: number): ExcerptPart[] {
  const made: ExcerptPart[] = [];
  let from = start;
  for (const hit of hits) {
    if (hit.start >= end) break;
    if (hit.start > from) made.push({ text: text.slice(from, hit.start), hit: false });
    from = Math.min(hit.end, end);
    made.push({ text: text.slice(hit.start, from), hit: true });
  }
  if (from < end) made.push({ text: text.slice(from, end), hit: false });
  return made;
}

const ellipsis = (cut: boolean): ExcerptPart[] => (cut ? [{ text: "…", hit: false }] : []);

/** The beginning of the first word after `from`, or `to` where there is none: never the middle of a character. */
function wordBreak(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s\S/);
  return space === -1 ? to : from + space + 1;
}

/** The end of the last word that ends before `to`; where a word is longer than that, the middle of it. */
function lastBreak(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s\S*$/);
  if (space > 0) return from + space;
  const splitsAPair = /^[\udc00-\udfff]/.test(text.slice(to, to + 1));
  return splitsAPair ? to - 1 : to;
}
