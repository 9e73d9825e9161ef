const LONGEST = 300;
// The token of a link has 43 characters, that of a session 40; an id has 36, and what people name is shorter or has dots.
const TOKENS = /[\w-]{40,}/g;

/** A path as it may be logged: cut, and without what may be the token of a link. */
export function loggedPath(path: string): string {
  return path.replace(TOKENS, "…").slice(0, LONGEST);
}
