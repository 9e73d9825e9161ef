import { Agent } from "node:http";
import WebSocket from "ws";
import { ask } from "../answer.ts";
import type { Gathering, Listener } from "./audience-order.ts";

// As subjects/requests.ts writes it into titles.
const MARK = /benchmark #(\d+)/g;
const REFUSAL = /^\{(?:"id":(?:\d+|null),)?(?:"jsonrpc":"2.0",)?"error"/;

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** One connection that follows something, and notes which news it heard. */
export class Follower {
  /** Told of each piece of news once. */
  onNews: (mark: number) => void = () => {};
  readonly #socket: WebSocket;
  readonly #port: number;
  readonly #follows: string | undefined;
  readonly #refetch: string | undefined;
  readonly #heard = new Set<number>();
  #refetching: "no" | "yes" | "again" = "no";
  #failure: Error | undefined;
  #unfollowed = 0;
  #settle = () => {};

  constructor({ port, path, follows }: Omit<Gathering, "listeners">, { token, refetch }: Listener) {
    this.#port = port;
    this.#follows = follows;
    this.#refetch = refetch;
    const headers = { Host: "localhost", Origin: "http://localhost", Cookie: `session=${token}` };
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers, perMessageDeflate: false });
    this.#socket.on("message", (data) => this.#receive(String(data)));
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", (code) => this.#fail(new Error(`a socket was closed with ${code}`)));
  }

  /** Resolves when the connection is open. */
  async opened(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      this.#socket.once("open", resolve);
    });
    this.check();
  }

  /** Asks for these, and waits until all of them are followed. */
  async ask(messages: string[]): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#unfollowed = this.#follows === undefined ? 0 : messages.length;
      this.#settle = resolve;
      for (const message of messages) this.#socket.send(message);
      if (this.#unfollowed === 0) resolve();
    });
    this.check();
  }

  /** @throws when the connection was lost, or something was refused */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  close(): void {
    this.#socket.removeAllListeners("close");
    this.#socket.terminate();
  }

  #receive(text: string): void {
    if (text === "PING") this.#socket.send("PONG");
    else if (REFUSAL.test(text)) this.#fail(new Error(text.slice(0, 500)));
    else this.#take(text);
  }

  #take(text: string): void {
    if (this.#unfollowed > 0 && text.includes(this.#follows ?? "")) {
      this.#unfollowed -= 1;
      if (this.#unfollowed === 0) this.#settle();
    } else if (this.#refetch !== undefined) {
      void this.#fetch(this.#refetch);
    }
    this.#note(text);
  }

  #note(text: string): void {
    for (const [, number] of text.matchAll(MARK)) {
      const mark = Number(number);
      if (this.#heard.has(mark)) continue;
      this.#heard.add(mark);
      this.onNews(mark);
    }
  }

  /** One request at a time, and once more when something changed meanwhile. */
  async #fetch(request: string): Promise<void> {
    if (this.#refetching !== "no") {
      this.#refetching = "again";
      return;
    }
    do {
      this.#refetching = "yes";
      // The server may have closed a connection at the very moment it was to be used again.
      const answer = await ask(this.#port, request, agent).catch(() => ask(this.#port, request));
      if (answer.status !== 200) this.#fail(new Error(`asking again was answered with ${answer.status}`));
      this.#note(JSON.stringify(answer.body));
    } while ((this.#refetching as string) === "again");
    this.#refetching = "no";
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#settle();
  }
}
