import type { Followed, LiveQueries } from "./live-queries.ts";
import type { Follower, LiveQuery } from "./live-query.ts";
import type { News as NewState, State } from "./states.ts";

/**
 * What a follower is sent: the whole value, the difference to the one it has, or that the one it has is still that of now. And which of the
 * follower's own calls it contains, by the names that were given in their answers.
 */
export type LiveMessage = { hash: string; calls?: readonly string[] } & News;

type News = NewState | { type: "same" };

const MOST_CALLS = 50;

/**
 * One reader of a live query. It takes states at its own pace and always the newest: what came in between is skipped, so that a slow reader
 * has nothing queued for it.
 */
export class LiveFeed implements Follower {
  readonly #engine: LiveQueries;
  readonly #query: LiveQuery;
  readonly #onClose: () => void;
  /** The hash of what the reader has. */
  #held: string | undefined;
  #told = false;
  #calls: readonly string[] = [];
  #failure: { error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(
    engine: LiveQueries,
    { held, onClose, ...followed }: Followed & { held: string | undefined; onClose: () => void },
  ) {
    this.#onClose = onClose;
    this.#engine = engine;
    this.#held = held;
    this.#query = engine.follow(followed, this);
  }

  changed(): void {
    this.#wake?.();
  }

  contains(calls: readonly string[]): void {
    this.#calls = [...this.#calls, ...calls].slice(-MOST_CALLS);
    this.#wake?.();
  }

  ended(error: unknown): void {
    this.#failure = { error };
    this.#wake?.();
  }

  /** The next message, once there is something to say. @throws what ended the query; `undefined` once `signal` is aborted */
  async next(signal: AbortSignal): Promise<LiveMessage | undefined> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      if (signal.aborted) return undefined;
      const { state } = this.#query;
      if (state && (!this.#told || state.hash !== this.#held || this.#calls.length > 0)) return this.#tell(state);
      await this.#woken(signal);
    }
  }

  close(): void {
    this.#engine.leave(this.#query, this);
    this.#onClose();
  }

  async #woken(signal: AbortSignal): Promise<void> {
    const wake = () => this.#wake?.();
    signal.addEventListener("abort", wake);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
    signal.removeEventListener("abort", wake);
  }

  #tell(state: State): LiveMessage {
    const calls = this.#calls;
    this.#calls = [];
    return { hash: state.hash, ...this.#news(state), ...(calls.length > 0 && { calls }) };
  }

  #news(state: State): News {
    const held = this.#held;
    this.#told = true;
    this.#held = state.hash;
    if (held === state.hash) return { type: "same" };
    const { previous } = this.#query;
    return previous && previous.hash === held ? state.newsSince(previous) : state.whole();
  }
}
