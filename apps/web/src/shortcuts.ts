import { useEffect, useRef, useSyncExternalStore } from "react";

/** A key that does something, as the `?` sheet lists it. */
export interface Shortcut {
  /** `c`, `?`, `mod+k` (⌘ or Ctrl), `shift+arrowup`, or one key after another: `g p`. */
  keys: string;
  label: string;
  /** The heading it stands under in the sheet. */
  group: string;
}

interface Options {
  /** "General" when left out. */
  group?: string;
  /** Whether it works right now; the sheet lists it either way. */
  when?: boolean;
}

interface Registered extends Shortcut {
  enabled(): boolean;
  run(event: KeyboardEvent): void;
}

type KeyLike = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

let registered: readonly Registered[] = [];
let ownKeys: readonly (readonly Shortcut[])[] = [];
let listed: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
const SEQUENCE_MS = 1_000;
/** What uses keys itself. */
const KEEPS_KEYS =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [aria-modal="true"], [role="menu"], [role="listbox"]';
let begun: { key: string; at: number } | undefined;

/**
 * Runs something when keys are pressed, while the component is mounted. Keys typed into a field or inside a modal dialog are left alone,
 * unless they hold `mod`. When two components want the same keys, the one mounted last gets them.
 *
 * @example useShortcut("c", "New task", open, { group: "Tasks", when: canEdit });
 */
export function useShortcut(
  keys: string,
  label: string,
  run: (event: KeyboardEvent) => void,
  options: Options = {},
): void {
  const { group = "General", when = true } = options;
  const latest = useRef({ run, when });
  latest.current = { run, when };
  useEffect(() => {
    const shortcut: Registered = {
      ...{ keys, label, group },
      enabled: () => latest.current.when,
      run: (event) => latest.current.run(event),
    };
    replace([...registered, shortcut]);
    return () => replace(registered.filter((other) => other !== shortcut));
  }, [keys, label, group]);
}

/**
 * Lists the keys that a component handles itself, because what they do depends on which of its elements has the focus.
 *
 * @param own - made once, and what the component's handler goes by, so that the list is true.
 */
export function useOwnKeys(own: readonly Shortcut[]): void {
  useEffect(() => {
    replaceOwn([...ownKeys, own]);
    return () => replaceOwn(ownKeys.filter((other) => other !== own));
  }, [own]);
}

/** Every shortcut of the page, for the `?` sheet. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => listed);
}

/** Starts listening, once for the whole app. Returns what stops it. */
export function listenForShortcuts(): () => void {
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || (event.repeat && !/^Arrow/.test(event.key))) return;
  const key = keysOf(event);
  if (!key) return;
  if (isElsewhere(event.target) && !key.startsWith("mod+")) return;
  const sequence = begun && event.timeStamp - begun.at < SEQUENCE_MS ? `${begun.key} ${key}` : key;
  begun = undefined;
  const wanted = find(sequence) ?? find(key);
  if (wanted) {
    event.preventDefault();
    wanted.run(event);
  } else if (registered.some(({ keys, enabled }) => keys.startsWith(`${key} `) && enabled())) {
    begun = { key, at: event.timeStamp };
  }
}

const find = (keys: string) => registered.findLast((shortcut) => shortcut.keys === keys && shortcut.enabled());

/** What was pressed, as `Shortcut.keys` spells it; `undefined` while only a modifier is down. */
export function keysOf(event: KeyLike): string | undefined {
  const key = event.key.toLowerCase();
  if (["control", "meta", "shift", "alt"].includes(key)) return undefined;
  const mod = event.metaKey || event.ctrlKey ? "mod+" : "";
  const alt = event.altKey ? "alt+" : "";
  // Of a character, shift is already part: "?" rather than "shift+/".
  const shift = event.shiftKey && (key.length > 1 || mod !== "" || /^[a-z]$/.test(key)) ? "shift+" : "";
  return `${mod}${alt}${shift}${key === " " ? "space" : key}`;
}

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest(KEEPS_KEYS) !== null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function replace(next: typeof registered): void {
  registered = next;
  tell();
}

function replaceOwn(next: typeof ownKeys): void {
  ownKeys = next;
  tell();
}

function tell(): void {
  listed = [...registered, ...ownKeys.flat()];
  for (const listener of listeners) listener();
}
