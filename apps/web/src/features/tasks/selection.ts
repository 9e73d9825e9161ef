import { useSyncExternalStore } from "react";

/** Which tasks are selected. A store of its own, so that selecting one row renders that row and not a thousand. */
export class Selection {
  #ids = new Set<string>();
  #last: string | undefined;
  readonly #listeners = new Set<() => void>();

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  has = (id: string) => this.#ids.has(id);
  size = () => this.#ids.size;
  ids = () => [...this.#ids];

  toggle(id: string): void {
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#last = id;
    this.#become(ids);
  }

  /** Selects everything between the row selected last and this one, in the order of the screen. */
  extend(id: string, order: string[]): void {
    const from = order.indexOf(this.#last ?? id);
    const to = order.indexOf(id);
    this.#last = id;
    this.add(from < 0 || to < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1));
  }

  add(ids: string[]): void {
    this.#become(new Set([...this.#ids, ...ids]));
  }

  clear(): void {
    this.#last = undefined;
    if (this.#ids.size > 0) this.#become(new Set());
  }

  #become(ids: Set<string>): void {
    this.#ids = ids;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether one task is selected. */
export const useSelected = (selection: Selection, id: string) =>
  useSyncExternalStore(selection.subscribe, () => selection.has(id));

/** How many tasks are selected. */
export const useSelectedCount = (selection: Selection) => useSyncExternalStore(selection.subscribe, selection.size);
