/** How long a load goes on. */
export interface Span {
  seconds: number;
  /** And until so many answers came … */
  answers?: number;
  /** … but no longer than this. */
  mostSeconds?: number;
}

/** What one load does: keep-alive connections that each send the next request when the last answer is whole. */
export interface Order extends Span {
  port: number;
  connections: number;
  /** Sent one after another, round and round. */
  requests: string[];
}

export interface Outcome {
  answers: number;
  /** Statuses of answers that were not a success. */
  failures: number[];
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}
