import { WebSocket } from "ws";
import { Live } from "../src/live/live.ts";
import type { QueryInput, QueryOutput, QueryPath } from "../src/live/query-paths.ts";

/** Follows queries until it goes out of scope. */
export function liveAt(url: string, bearer: string): Live & Disposable {
  // Safe because `ws` has what the standard's WebSocket has.
  const socket = WebSocket as unknown as typeof globalThis.WebSocket;
  const live = new Live({ url, bearer, WebSocket: socket });
  return Object.assign(live, { [Symbol.dispose]: () => live.close() });
}

/** What a follower of a query was told. */
export interface Followed<T> {
  values: T[];
  end: unknown;
  stop(): void;
}

export function followed<P extends QueryPath>(live: Live, path: P, input: QueryInput<P>): Followed<QueryOutput<P>> {
  const told: Followed<QueryOutput<P>> = { values: [], end: undefined, stop: () => {} };
  told.stop = live.follow(path, input, {
    // Safe because the server answers what the type of its router says.
    onValue: (value) => told.values.push(value as QueryOutput<P>),
    onEnd: (error) => {
      told.end = error;
    },
  });
  return told;
}
