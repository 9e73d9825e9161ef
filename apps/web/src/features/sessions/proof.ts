import { useSyncExternalStore } from "react";

// A question that any call may have, answered by the one dialog of the page.

let answer: ((isProved: boolean) => void) | undefined;
let asked: Promise<boolean> | undefined;
const listeners = new Set<() => void>();

/** Asks the person to prove that it is them. Several who ask at once get one answer. */
export function askForProof(): Promise<boolean> {
  if (asked) return asked;
  asked = new Promise((resolve) => {
    answer = resolve;
  });
  tell();
  return asked;
}

/** Whether the question is open, and how to answer it. */
export function useProofQuestion(): { isOpen: boolean; answer(isProved: boolean): void } {
  const isOpen = useSyncExternalStore(listen, () => asked !== undefined);
  return {
    isOpen,
    answer: (isProved) => {
      answer?.(isProved);
      asked = undefined;
      tell();
    },
  };
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
