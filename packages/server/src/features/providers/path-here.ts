const SOMEWHERE = "https://here.invalid";

/** A path of the web app as browsers read it; undefined where it leads to another site, in whatever spelling. */
export function pathHere(next: unknown, here: string = SOMEWHERE): string | undefined {
  if (typeof next !== "string" || !URL.canParse(next, here)) return undefined;
  const { origin, pathname, search, hash } = new URL(next, here);
  // "/.//elsewhere" has our origin, but its path alone is the address of another site; that of "blob:…" is no path.
  if (origin !== here || !/^\/(?!\/)/.test(pathname)) return undefined;
  return `${pathname}${search}${hash}`;
}
