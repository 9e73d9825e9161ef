import type { LiveCall, LiveDoor } from "../live/live-door.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { readLiveCall } from "../live/live-router.ts";

/** The connection that a subscription is on. */
export interface Line {
  readonly door: LiveDoor;
  /** Whether the reader keeps up. When not, the subscription is asked to tell its news once it does. */
  hasRoomFor(subscription: LiveSubscription): boolean;
  send(text: string): void;
  /** What goes wrong, as the end of a message. */
  refusal(error: unknown): string;
  /** From now on the subscription's id may be used again. */
  forget(subscription: LiveSubscription): void;
}

/** The beginning of a message, whose end is a `result` or an `error`. */
export function headOf(id: string | number, jsonrpc: string | undefined): string {
  return `{"id":${JSON.stringify(id)},${jsonrpc === undefined ? "" : '"jsonrpc":"2.0",'}`;
}

/** One live query on a connection, from `started` to `stopped`. While there is nothing to tell, no promise and no timer waits for it. */
export class LiveSubscription {
  #feed: LiveFeed | undefined;
  #isStopped = false;

  constructor(
    readonly line: Line,
    readonly id: string | number,
    readonly jsonrpc: string | undefined,
  ) {}

  async begin(input: unknown): Promise<void> {
    // What comes in the same message is heard first, also that it is to stop.
    await undefined;
    if (this.#isStopped) this.#finish();
    else {
      const call = this.#read(input);
      if (call) await this.#follow(call);
    }
  }

  /** Tells what there is to tell, as soon as the reader takes it. */
  tell(): void {
    if (!this.#feed || !this.line.hasRoomFor(this)) return;
    try {
      const message = this.#feed.take();
      if (!message) return;
      const { hash, text } = message;
      this.#say(`"result":{"type":"data","data":{"id":"${hash}","data":${text}},"id":"${hash}"}}`);
    } catch (error) {
      this.drop();
      this.#say(this.line.refusal(error));
      this.#finish();
    }
  }

  /** Ends it because its reader says so, who is told when it has ended. */
  stop(): void {
    if (this.#isStopped) return;
    const hasBegun = this.#feed !== undefined;
    this.drop();
    if (hasBegun) queueMicrotask(() => this.#finish());
  }

  /** Ends it without a word. */
  drop(): void {
    this.#isStopped = true;
    this.#feed?.close();
    this.#feed = undefined;
  }

  /** What is asked for; nothing when that cannot be read, which is answered. */
  #read(input: unknown): LiveCall | undefined {
    try {
      return readLiveCall(input);
    } catch (error) {
      this.line.forget(this);
      this.#say(this.line.refusal(error));
      return undefined;
    }
  }

  async #follow(call: LiveCall): Promise<void> {
    this.#say('"result":{"type":"started"}}');
    try {
      const feed = await this.line.door.open(call);
      if (this.#isStopped) {
        feed.close();
        this.#finish();
        return;
      }
      this.#feed = feed;
      feed.onNews = () => this.tell();
      this.tell();
    } catch (error) {
      const refusal = this.line.refusal(error);
      if (!this.#isStopped) this.#say(refusal);
      this.#finish();
    }
  }

  #finish(): void {
    this.line.forget(this);
    this.#say('"result":{"type":"stopped"}}');
  }

  #say(end: string): void {
    this.line.send(headOf(this.id, this.jsonrpc) + end);
  }
}
