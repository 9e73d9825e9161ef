import { createHash } from "node:crypto";
import { patchBetween } from "./patch.ts";

/** A state of a result: its JSON text, and a short name for it. What there is to tell of it is text too, written once for all who are told. */
export class State {
  #last: { since: string; patch: string | undefined } | undefined;

  constructor(
    readonly hash: string,
    readonly text: string,
  ) {}

  /** What is new to one who has an earlier state: fields of a message, as JSON. */
  newsSince(previous: State): string {
    if (this.#last?.since !== previous.hash) this.#last = { since: previous.hash, patch: this.#patchOf(previous) };
    const { patch } = this.#last;
    return patch === undefined ? this.whole() : `"type":"patch","patch":${patch}`;
  }

  /** The same for one who has none. */
  whole(): string {
    return `"type":"value","value":${this.text}`;
  }

  /** `undefined` when the whole is hardly longer. */
  #patchOf(previous: State): string | undefined {
    const patch = JSON.stringify(patchBetween(JSON.parse(previous.text), JSON.parse(this.text)));
    return patch !== undefined && patch.length < this.text.length / 2 ? patch : undefined;
  }
}

// Whom one commit concerns runs one after the other: what the last few had, the next one may have.
const RECENT = 8;

/** One of each: whoever has the same result shares its text, and what there is to tell of it. */
export class States {
  readonly #known = new Map<string, WeakRef<State>>();
  readonly #forget = new FinalizationRegistry<string>((hash) => {
    if (!this.#known.get(hash)?.deref()) this.#known.delete(hash);
  });
  #recent: readonly WeakRef<State>[] = [];

  /** @param last - the state that this one most likely is, or differs little from. */
  of(text: string, last: State | undefined): State {
    // To compare texts costs a small part of what it costs to hash one.
    if (last?.text === text) return last;
    for (const one of this.#recent) {
      const state = one.deref();
      if (state?.text === text) return state;
    }
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 16);
    const known = this.#known.get(hash)?.deref();
    const state = known ?? new State(hash, text);
    const kept = new WeakRef(state);
    this.#recent = [kept, ...this.#recent].slice(0, RECENT);
    if (!known) {
      this.#known.set(hash, kept);
      this.#forget.register(state, hash);
    }
    return state;
  }
}
