const KEY = "plinth.workspace";

// Storage can be forbidden; then nothing is remembered.

/** The slug of the workspace the person was in last, on this device. */
export function lastWorkspace(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberWorkspace(slug: string): void {
  try {
    localStorage.setItem(KEY, slug);
  } catch {}
}
