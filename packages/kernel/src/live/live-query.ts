import type { OnRead, RowsRead } from "@plinth/database";

/** Reads the state of now, and tells what it reads. Rejects when the one who asks may not know it any more. */
export type ReadNow = (onRead: OnRead) => Promise<string>;

/** A state of a result: its JSON text, and a short name for it. */
export interface State {
  hash: string;
  text: string;
}

/** Told when there is a state to fetch, or that there will be none. */
export interface Follower {
  changed(): void;
  ended(error: unknown): void;
}

/** One query that is kept up to date for all who follow it. */
export class LiveQuery {
  /** What its last run read. */
  reads: readonly RowsRead[] = [];
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

  constructor(
    readonly key: string,
    readonly readNow: ReadNow,
  ) {}

  /** Takes a new state, and tells the followers when it is another one. */
  settle(state: State): void {
    this.failures = 0;
    if (state.hash === this.state?.hash) return;
    this.previous = this.state;
    this.state = state;
    for (const follower of this.followers) follower.changed();
  }

  end(error: unknown): void {
    for (const follower of [...this.followers]) follower.ended(error);
    this.followers.clear();
  }
}
