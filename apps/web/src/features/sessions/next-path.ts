import { pathHere } from "@plinth/server/inputs";

/** Where signing in leads back to from a page; nowhere in particular from the start page. */
export function nextFrom(href: string): string | undefined {
  return href === "/" ? undefined : href;
}

/** A path of this app that a person was on the way to, or undefined when the given one leads anywhere else. */
export function safeNext(next: unknown, here: string = window.location.origin): string | undefined {
  return pathHere(next, here);
}
