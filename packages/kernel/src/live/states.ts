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

/** One of each: whoever has the same result shares its text, and what there is to tell of it. */
export class States {
  readonly #known = new Map<string, WeakRef<State>>();
  readonly #forget = new FinalizationRegistry<string>((hash) => {
    if (!this.#known.get(hash)?.deref()) this.#known.delete(hash);
  });

  of(text: string): State {
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 16);
    const known = this.#known.get(hash)?.deref();
    if (known) return known;
    const state = new State(hash, text);
    this.#known.set(hash, new WeakRef(state));
    this.#forget.register(state, hash);
    return state;
  }
}
