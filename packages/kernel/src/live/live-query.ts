import type { OnRead } from "@plinth/database";
import type { State } from "./states.ts";

/** Reads the state of now, and tells what it reads. Rejects when the one who asks may not know it any more. */
export type ReadNow = (onRead: OnRead) => Promise<string>;

/** Told when there is a state to fetch, or that there will be none. */
export interface Follower {
  /** The state may be another one, and contains what these calls of the same person did. */
  settled(calls: readonly string[]): void;
  ended(error: unknown): void;
}

// Whoever does more in a moment is told of the last.
const MOST_HEARD = 50;

/** One query that is kept up to date for all who follow it. */
export class LiveQuery {
  state: State | undefined;
  /** The state before, which those who keep up have. */
  previous: State | undefined;
  /** Whether something may have changed since its last run began. */
  stale = true;
  running = false;
  /** When it may run again. */
  notBefore = 0;
  /** Runs that failed since the last that did not. */
  failures = 0;
  readonly followers = new Set<Follower>();
  /** Calls that have happened, which the followers were not told. */
  #heard: string[] = [];

  constructor(
    readonly key: string,
    /** Whose it is, as calls are known by. */
    readonly caller: string,
    readonly readNow: ReadNow,
  ) {}

  /** Notes calls of its caller that have happened. What they did is in the state already, unless that is about to be read again. */
  hear(calls: Iterable<string>): void {
    this.#heard = [...this.#heard, ...calls].slice(-MOST_HEARD);
    if (this.#heard.length > 0 && !this.stale && !this.running) this.#tell(this.takeHeard());
  }

  /** The calls that a run which begins now will contain. */
  takeHeard(): readonly string[] {
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  /** Takes a new state that contains these calls, and tells the followers when there is something to tell. */
  settle(state: State, calls: readonly string[]): void {
    this.failures = 0;
    if (state.hash !== this.state?.hash) {
      this.previous = this.state;
      this.state = state;
      this.#tell(calls);
    } else if (calls.length > 0) this.#tell(calls);
  }

  #tell(calls: readonly string[]): void {
    for (const follower of this.followers) follower.settled(calls);
  }

  end(error: unknown): void {
    for (const follower of [...this.followers]) follower.ended(error);
    this.followers.clear();
  }
}
