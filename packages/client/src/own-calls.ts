// So long after its answer a call is taken to be part of what is shown, whether or not a live result said so.
const SETTLED_AFTER_MS = 2_000;

/**
 * The calls of this client that changed something a moment ago: a live result that does not contain one of them yet is older than what its
 * person has seen.
 *
 * @example
 * const calls = new OwnCalls();
 * const client = createBrowserClient({ calls });
 * const live = new Live({ calls });
 */
export class OwnCalls {
  readonly #answered = new Set<string>();
  readonly #listeners = new Set<() => void>();

  /** Those that were answered a moment ago, by the names that live results tell them by. */
  get answered(): ReadonlySet<string> {
    return this.#answered;
  }

  /** Notes that the server answered a call and gave it this name. */
  note(id: string): void {
    this.#answered.add(id);
    setTimeout(() => {
      this.#answered.delete(id);
      for (const listener of this.#listeners) listener();
    }, SETTLED_AFTER_MS);
  }

  /** Tells when a call was noted long enough ago. Returns how to stop it. */
  onSettled(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
