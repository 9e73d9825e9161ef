/** What a provider sent the browser back with. */
export interface Returned {
  state: string | null;
  code: string | null;
  iss: string | undefined;
  error: string | null;
}

let kept: Returned | undefined;

/**
 * Takes what a provider sent the browser back with out of the address, before anything else reads or keeps that: it signs somebody in. The
 * router would also take a code of digits for a number.
 */
export function keepReturned(): void {
  const { pathname, search } = window.location;
  if (!pathname.startsWith("/auth/callback/")) return;
  const given = new URLSearchParams(search);
  kept = {
    ...{ state: given.get("state"), code: given.get("code"), error: given.get("error") },
    iss: given.get("iss") ?? undefined,
  };
  window.history.replaceState(null, "", pathname);
}

export function returned(): Returned | undefined {
  return kept;
}
