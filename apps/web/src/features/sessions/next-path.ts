/** Where signing in leads back to from a page; nowhere in particular from the start page. */
export function nextFrom(href: string): string | undefined {
  return href === "/" ? undefined : href;
}

/** A path of this app that a person was on the way to, or undefined when the given one leads anywhere else. */
export function safeNext(next: unknown, here: string = window.location.origin): string | undefined {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, here)) return undefined;
  const { origin, pathname, search, hash } = new URL(next, here);
  // "/.//elsewhere" has our origin, but its path alone is the address of another site.
  if (origin !== here || pathname.startsWith("//")) return undefined;
  return `${pathname}${search}${hash}`;
}
