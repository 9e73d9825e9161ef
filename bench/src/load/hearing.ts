import { setTimeout as pause } from "node:timers/promises";
import type { News } from "./audience-order.ts";
import type { Follower } from "./follower.ts";

// A server that does not keep up is slow, which is to be seen in the figure; one that never says something is broken.
const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 2;

/** Who heard of which news, and after how long. */
export class Hearing {
  /** Of every delivery, in milliseconds. */
  readonly latencies: number[] = [];
  readonly #news: Map<number, { written: number; missing: number; allMs: number }>;

  constructor(news: News[], followers: Follower[]) {
    this.#news = new Map(
      news.map(({ mark, listeners }) => [mark, { written: Number.NaN, missing: listeners, allMs: Number.NaN }]),
    );
    for (const follower of followers) follower.onNews = (mark) => this.#hear(mark);
  }

  /** By piece of news: until the last one had it. */
  get allMs(): number[] {
    return [...this.#news.values()].map(({ allMs }) => allMs);
  }

  /** From now on it can be heard. */
  write(mark: number): void {
    const one = this.#news.get(mark);
    if (one) one.written = performance.now();
  }

  /** Waits until all heard all that was written. @throws when somebody does not */
  async complete(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (this.#missing() > 0 && performance.now() < end) await pause(LOOK_AGAIN_MS);
    if (this.#missing() > 0) throw new Error(`${this.#missing()} deliveries never came`);
  }

  #missing(): number {
    const written = [...this.#news.values()].filter((one) => !Number.isNaN(one.written));
    return written.reduce((sum, { missing }) => sum + missing, 0);
  }

  #hear(mark: number): void {
    const one = this.#news.get(mark);
    if (!one) return;
    const ms = performance.now() - one.written;
    this.latencies.push(ms);
    one.missing -= 1;
    if (one.missing === 0) one.allMs = ms;
  }
}
