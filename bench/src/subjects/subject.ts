import type { Sample } from "../dataset/sample.ts";
import type { Engine } from "../stages/stage.ts";

/** The pieces of work every subject does. */
export type Work = "list" | "get" | "create" | "batch";

/** How its list of tasks is followed over a WebSocket. */
export interface Following {
  /** Where the socket is opened. */
  path: string;
  /** What is said on it; left out, nothing has to be. */
  ask?(sample: Sample): string;
  /** What the message holds that says that it is followed; left out, it is so from the opening. */
  follows?: string;
  /** Asked over HTTP at each message, where they say only that something changed. */
  refetch?(sample: Sample): string;
}

/** A server under test: how to start it and how to ask it for each piece of work. */
export interface Subject {
  /** What `--subjects` and `results.json` call it. */
  name: string;
  /** What `results.md` calls it. */
  title: string;
  /** Engines it is measured on. */
  engines: Engine[];
  command: string[] | Record<Engine, string[]>;
  /** Run before the first start on a copy of the data, where it needs tables of its own. */
  prepare?: string[];
  /** Settings beside PORT, BENCH_DATABASE and BENCH_SYNC. */
  env?(port: number, database: string): Record<string, string>;
  /** Where not every subject has a way to ask for it, the others are compared without. */
  requests: Partial<Record<Work, (sample: Sample) => string>>;
  /** Where its list can be followed. */
  following?: Following;
  /** Compared in nothing but that. */
  onlyFollowed?: boolean;
  /** The value inside an answer's envelope, under the names the others use. */
  unwrap(body: unknown, work: Work): unknown;
  /** A copy in which it syncs less than it should: what is compared with it is said to be durable. */
  unsynced?: boolean;
  /** Its folder in `bench/peers`, when it has dependencies of its own. */
  peer?: string;
}

/** Those that every figure compares: Plinth, the hand-written server, the stock stack. */
export function isCore({ name }: Subject): boolean {
  return ["plinth", "bare", "stock"].includes(name);
}
