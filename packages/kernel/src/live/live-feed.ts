import type { LiveQueries } from "./live-queries.ts";
import type { Follower, LiveQuery, ReadNow, State } from "./live-query.ts";
import { type Patch, patchBetween } from "./patch.ts";

/** What a follower is sent: the whole value, the difference to the one it has, or that the one it has is still that of now. */
export type LiveMessage =
  | { type: "value"; hash: string; value: unknown }
  | { type: "patch"; hash: string; patch: Patch }
  | { type: "same"; hash: string };

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
  #failure: { error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(
    engine: LiveQueries,
    { key, readNow, held, onClose }: { key: string; readNow: ReadNow; held: string | undefined; onClose: () => void },
  ) {
    this.#onClose = onClose;
    this.#engine = engine;
    this.#held = held;
    this.#query = engine.follow(key, readNow, this);
  }

  changed(): void {
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
      if (state && (!this.#told || state.hash !== this.#held)) return this.#tell(state);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      this.#wake = undefined;
    }
  }

  close(): void {
    this.#engine.leave(this.#query, this);
    this.#onClose();
  }

  #tell({ hash, text }: State): LiveMessage {
    const held = this.#held;
    this.#told = true;
    this.#held = hash;
    if (held === hash) return { type: "same", hash };
    const value: unknown = JSON.parse(text);
    const { previous } = this.#query;
    if (previous && previous.hash === held) {
      const patch = patchBetween(JSON.parse(previous.text), value);
      if (patch && JSON.stringify(patch).length < text.length / 2) return { type: "patch", hash, patch };
    }
    return { type: "value", hash, value };
  }
}
