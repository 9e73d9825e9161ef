import type { Followed, LiveQueries } from "./live-queries.ts";
import type { Follower, LiveQuery } from "./live-query.ts";
import type { Patch } from "./patch.ts";
import type { State } from "./states.ts";

/**
 * What a follower is sent: the whole value, the difference to the one it has, or that the one it has is still that of now. And which of the
 * follower's own calls it contains, by the names that were given in their answers.
 */
export type LiveMessage = { hash: string; calls?: readonly string[] } & News;

type News = { type: "value"; value: unknown } | { type: "patch"; patch: Patch } | { type: "same" };

/** A `LiveMessage` as JSON, and its hash. */
export interface WrittenMessage {
  hash: string;
  text: string;
}

const MOST_CALLS = 50;
const none: readonly string[] = [];

/**
 * One reader of a live query. It takes states at its own pace and always the newest: what came in between is skipped, so that a slow reader
 * has nothing queued for it.
 */
export class LiveFeed implements Follower {
  /** Called when there may be something to take. */
  onNews: (() => void) | undefined;
  readonly #engine: LiveQueries;
  readonly #query: LiveQuery;
  readonly #onClose: () => void;
  /** The hash of what the reader has. */
  #held: string | undefined;
  #told = false;
  #calls = none;
  #failure: { error: unknown } | undefined;

  constructor(
    engine: LiveQueries,
    { held, onClose, ...followed }: Followed & { held: string | undefined; onClose: () => void },
  ) {
    this.#onClose = onClose;
    this.#engine = engine;
    this.#held = held;
    this.#query = engine.follow(followed, this);
  }

  settled(calls: readonly string[]): void {
    if (calls.length > 0) this.#calls = [...this.#calls, ...calls].slice(-MOST_CALLS);
    this.onNews?.();
  }

  ended(error: unknown): void {
    this.#failure = { error };
    this.onNews?.();
  }

  /** What there is to say now, if anything. @throws what ended the query */
  take(): WrittenMessage | undefined {
    if (this.#failure) throw this.#failure.error;
    const { state } = this.#query;
    if (!state || (this.#told && state.hash === this.#held && this.#calls.length === 0)) return undefined;
    const { hash } = state;
    const calls = this.#calls.length > 0 ? `,"calls":${JSON.stringify(this.#calls)}` : "";
    const text = `{"hash":"${hash}",${this.#newsOf(state)}${calls}}`;
    this.#told = true;
    this.#held = hash;
    this.#calls = none;
    return { hash, text };
  }

  /** The next message, once there is something to say. @throws what ended the query; `undefined` once `signal` is aborted */
  async next(signal: AbortSignal): Promise<WrittenMessage | undefined> {
    while (!signal.aborted) {
      const message = this.take();
      if (message) return message;
      await this.#woken(signal);
    }
    return undefined;
  }

  close(): void {
    this.#engine.leave(this.#query, this);
    this.#onClose();
  }

  async #woken(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.onNews = undefined;
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.onNews = wake;
      signal.addEventListener("abort", wake);
    });
  }

  #newsOf(state: State): string {
    if (this.#held === state.hash) return '"type":"same"';
    const { previous } = this.#query;
    return previous && previous.hash === this.#held ? state.newsSince(previous) : state.whole();
  }
}
