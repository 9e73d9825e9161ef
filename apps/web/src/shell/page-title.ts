import { useEffect } from "react";
import { countWords } from "../features/notifications/unread.ts";

let words = "Plinth";
let count = 0;

/** Names the browser's tab, while the page is shown: `usePageTitle("Members")`. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    words = `${title} · Plinth`;
    show();
  }, [title]);
}

/** Puts before every page's title how much is unread, `(3)`, and nothing when all is read. */
export function countInTitle(unread: number): void {
  count = unread;
  show();
}

function show(): void {
  document.title = count > 0 ? `(${countWords(count)}) ${words}` : words;
}
