const SHOWN_MS = 60_000;

/** A tab that was last heard of at this moment or before does not count any more. */
export function heardOfSince(now: Date): Date {
  return new Date(now.getTime() - SHOWN_MS);
}
