import { createHash } from "node:crypto";
import { type Patch, patchBetween } from "./patch.ts";

/** What is new to one who has an earlier state, or none. */
export type News = { type: "value"; value: unknown } | { type: "patch"; patch: Patch };

/** A state of a result: its JSON text, and a short name for it. */
export class State {
  #last: { since: string; news: News } | undefined;

  constructor(
    readonly hash: string,
    readonly text: string,
  ) {}

  /** Worked out once for all who had the same state before. */
  newsSince(previous: State): News {
    if (this.#last?.since !== previous.hash) this.#last = { since: previous.hash, news: this.#compare(previous) };
    return this.#last.news;
  }

  whole(): News {
    return { type: "value", value: JSON.parse(this.text) };
  }

  #compare(previous: State): News {
    const value: unknown = JSON.parse(this.text);
    const patch = patchBetween(JSON.parse(previous.text), value);
    const isSmall = patch && JSON.stringify(patch).length < this.text.length / 2;
    return isSmall ? { type: "patch", patch } : { type: "value", value };
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
