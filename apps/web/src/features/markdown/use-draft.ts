import { useCallback, useState } from "react";

const PREFIX = "plinth.draft.";

const read = <T>(key: string): T | null => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
};

/** Something being written, kept in this tab until it is saved or given up, so that closing a panel or a reload loses nothing. */
export function useDraft<T>(name: string): [T | null, (draft: T | null) => void] {
  const key = `${PREFIX}${name}`;
  const [draft, setDraft] = useState(() => read<T>(key));
  const keep = useCallback(
    (next: T | null) => {
      setDraft(next);
      try {
        if (next === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage may be full or forbidden; the draft then lives as long as the page.
      }
    },
    [key],
  );
  return [draft, keep];
}

/** Gives up whatever is being written in this tab. */
export function forgetDrafts(): void {
  try {
    const drafts = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
    for (const key of drafts) sessionStorage.removeItem(key);
  } catch {
    // Where storage is forbidden, nothing was kept.
  }
}
