/** A mention that is being typed: where its `@` stands, and what follows it. */
export interface MentionQuery {
  start: number;
  text: string;
}

/** The mention just before the caret, if there is one. Names have spaces, so up to two words count. */
export function mentionQuery(text: string, caret: number): MentionQuery | null {
  const match = /(?:^|[\s([{"'>])@([\p{L}\p{N}._+-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(text.slice(0, caret));
  if (!match) return null;
  const typed = match[1] ?? "";
  return { start: caret - typed.length - 1, text: typed };
}

/** The people a mention may mean: any word of the name, or the e-mail, starts like it. */
export function mentionable<P extends { name: string; email: string }>(people: readonly P[], query: string): P[] {
  const wanted = query.toLowerCase();
  return people
    .filter(({ name, email }) => {
      const lower = name.toLowerCase();
      return (
        lower.startsWith(wanted) ||
        lower.split(/\s+/).some((word) => word.startsWith(wanted)) ||
        email.toLowerCase().startsWith(wanted)
      );
    })
    .slice(0, 6);
}

/** The text with the query replaced by a name, and where the caret goes. */
export function withMention(
  text: string,
  { start, text: typed }: MentionQuery,
  name: string,
): { text: string; caret: number } {
  const named = `${text.slice(0, start)}@${name}`;
  const rest = text.slice(start + 1 + typed.length);
  return { text: rest.startsWith(" ") ? named + rest : `${named} ${rest}`, caret: named.length + 1 };
}
