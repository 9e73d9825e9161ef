// What a search and an index are cut to. Nothing that is longer is refused.

/** More terms than anybody types. */
export const MOST_TERMS = 32;

export const LONGEST_SEARCH = 10_000;

/** A longer word is looked for by its beginning: an index keeps hardly more of it. */
export const LONGEST_WORD = 250;

export const MOST_COLUMNS = 4;

/**
 * Characters of each column that are found. Postgres keeps up to a mebibyte of words of a row; characters have up to four bytes, and the
 * heading counts twice.
 */
export const indexedLength = (columns: number) => Math.floor(240_000 / (columns + 1));
