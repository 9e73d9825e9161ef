import { Stop } from "../stop.ts";

/** A text, and where it is from. */
export interface Source {
  path: string;
  text: string;
}

/**
 * Puts a line into a text before the first `before` that comes after `after`.
 *
 * @throws Stop when the text is not as the repository has it, so that nothing is put where it does not belong
 */
export function insertLine(
  { path, text }: Source,
  line: string,
  { after, before }: { after: string; before: string },
): string {
  const start = text.indexOf(after);
  const at = start === -1 ? -1 : text.indexOf(before, start + after.length);
  if (at === -1) {
    throw new Stop(
      `${path} is not as this command knows it: it looked for \`${before.trim()}\` after \`${after.trim()}\`.`,
      {
        hint: "Nothing was changed. Make the feature by hand: docs/guide/first-feature.md says what it consists of.",
      },
    );
  }
  return `${text.slice(0, at)}${line}${text.slice(at)}`;
}
