// What a mail says, apart from how it looks: the same letter is written as text and as HTML, so the two cannot disagree. All of it is plain text.

/** One letter, before it is written out. */
export interface Letter {
  subject: string;
  /** What lists of mail show beside the subject. */
  preview: string;
  blocks: readonly Block[];
  /** Small print at the end: why this came. */
  reason: string;
  /** A page where such mail can be stopped. */
  unsubscribeUrl?: string;
}

/** A part of a letter, from top to bottom. */
export type Block =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string }
  /** What the letter is for; one a letter. */
  | { kind: "button"; label: string; url: string }
  /** What somebody wrote. */
  | { kind: "quote"; text: string }
  | { kind: "list"; items: readonly Item[] };

/** One line of a list, such as a task of a digest. */
export interface Item {
  text: string;
  url?: string;
  /** In a quieter tone, below it. */
  detail?: string;
}

export const heading = (text: string): Block => ({ kind: "heading", text });
export const paragraph = (text: string): Block => ({ kind: "paragraph", text });
export const button = (label: string, url: string): Block => ({ kind: "button", label, url });
export const quote = (text: string): Block => ({ kind: "quote", text });
export const list = (items: readonly Item[]): Block => ({ kind: "list", items });

/** A moment as letters name it: `2026-11-23 at 09:30 UTC`. @param at - in ISO 8601 */
export const utc = (at: string) => `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;

const MOST_LINE = 150;

/** What people wrote, as part of a subject or of a line: no line breaks, nothing that turns the direction of writing, not too long. */
export function oneLine(text: string): string {
  const plain = text
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const signs = [...plain];
  return signs.length > MOST_LINE ? `${signs.slice(0, MOST_LINE - 1).join("")}…` : plain;
}
