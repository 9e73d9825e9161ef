import { type Patch, patched } from "@plinth/kernel/patch";
import type { AppRouter } from "@plinth/server";
import { createTRPCClient, createWSClient, type TRPCClient, type TRPCWebSocketClient, wsLink } from "@trpc/client";
import { isFailure } from "../failure.ts";
import { OwnCalls } from "../own-calls.ts";
import type { QueryInput, QueryOutput, QueryPath } from "./query-paths.ts";

/** Whether what is shown is kept up to date: yes, soon again, or not while this machine has no network. */
export type LiveStatus = "live" | "reconnecting" | "offline";

export interface LiveOptions {
  /** The server's address; the page's own when left out. */
  url?: string;
  /** Who follows, where no cookie says so: a session's token, or a key. */
  bearer?: string;
  /** Where the client that makes the calls notes them, so that no result older than them is shown. */
  calls?: OwnCalls;
  /** Used instead of the global `WebSocket`, which Node has from 22 on. */
  WebSocket?: typeof WebSocket;
}

/** Who follows one query. */
export interface Follower {
  onValue(value: unknown): void;
  /** The newest value contains what these calls of the same person did. */
  onContained?(calls: readonly string[]): void;
  /** The query has ended: it, or the one who asks, is no longer allowed. */
  onEnd(error: unknown): void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
const IDLE_MS = 15_000;
// What a browser needs to have the cookie of a session that goes on under another token.
const NEW_COOKIE_MS = 500;

/** Follows any number of queries over one connection, which is opened when the first of them is and opened again when it was lost. */
export class Live {
  readonly #socket: TRPCWebSocketClient;
  readonly #client: TRPCClient<AppRouter>;
  readonly #statusListeners = new Set<(status: LiveStatus) => void>();
  #status: LiveStatus = "reconnecting";
  readonly #hasCookie: boolean;
  #renewing: Promise<void> | undefined;
  /** The calls of the same client. */
  readonly calls: OwnCalls;

  constructor({ url, bearer, calls = new OwnCalls(), WebSocket }: LiveOptions = {}) {
    this.calls = calls;
    this.#hasCookie = bearer === undefined;
    this.#socket = createWSClient({
      url: () => socketUrl(url),
      ...(WebSocket && { WebSocket }),
      ...(bearer && { connectionParams: { bearer } }),
      // With jitter, so that the clients of a server that restarts do not all come back at once.
      retryDelayMs: (attempt) =>
        attempt === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** attempt, LAST_RETRY_MS) * (0.5 + Math.random()),
      lazy: { enabled: true, closeMs: IDLE_MS },
      keepAlive: { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 },
      onOpen: () => this.#say("live"),
      onClose: () => this.#say(isOffline() ? "offline" : "reconnecting"),
    });
    this.#client = createTRPCClient<AppRouter>({ links: [wsLink({ client: this.#socket })] });
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** Tells of every change of the status. Returns how to stop it. */
  onStatus(listener: (status: LiveStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Hands on the value of now, and every later one. Returns how to stop it. */
  follow(path: string, input: unknown, { onValue, onContained, onEnd }: Follower): () => void {
    let value: unknown;
    let stop = () => {};
    let isRefused = false;
    const begin = () => {
      const subscription = this.#client.live.query.subscribe(
        { path, input },
        {
          onData: ({ data: message }) => {
            isRefused = false;
            if (message.type !== "same") {
              // Safe because a patch is plain JSON, which the wire leaves as it is.
              value = message.type === "value" ? message.value : patched(value, message.patch as Patch);
              onValue(value);
            }
            if (message.calls) onContained?.(message.calls);
          },
          onError: (error) => {
            const seconds = isFailure(error, "TOO_MANY_REQUESTS") && error.data.details?.retryAfterSeconds;
            if (typeof seconds === "number") later(seconds * 1_000);
            else if (isFailure(error, "SERVICE_UNAVAILABLE")) later(FIRST_RETRY_MS * 2);
            else if (isFailure(error, "UNAUTHORIZED") && this.#hasCookie && !isRefused) {
              isRefused = true;
              afterwards(this.#renew());
            } else onEnd(error);
          },
        },
      );
      stop = () => subscription.unsubscribe();
    };
    const later = (ms: number) => {
      const timer = setTimeout(begin, ms * (1 + Math.random() / 2));
      stop = () => clearTimeout(timer);
    };
    const afterwards = (moment: Promise<void>) => {
      let isOver = false;
      stop = () => {
        isOver = true;
      };
      void moment.then(() => isOver || begin());
    };
    begin();
    return () => stop();
  }

  /**
   * Connects anew. A connection is opened with the cookie of its moment, and the session may go on under another one: after somebody has proved that
   * it is them, in this tab or another.
   */
  #renew(): Promise<void> {
    this.#renewing ??= new Promise<void>((resolve) => {
      setTimeout(resolve, NEW_COOKIE_MS);
    }).then(() => {
      this.#renewing = undefined;
      this.#socket.connection?.ws?.close();
    });
    return this.#renewing;
  }

  /**
   * The values of a query, from now on, the newest each time. Ends when the loop does, or when `signal` is aborted; throws when the one who
   * asks may not know it any more.
   *
   * @example for await (const { tasks } of live.values("tasks.list", { projectId })) console.log(tasks.length);
   */
  async *values<P extends QueryPath>(
    path: P,
    input: QueryInput<P>,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<QueryOutput<P>, void> {
    // Gives the newest value, or throws what ended the query.
    let newest: (() => unknown) | undefined;
    let wake = () => {};
    const hear = (said: () => unknown) => {
      newest = said;
      wake();
    };
    const stop = this.follow(path, input, {
      onValue: (value) => hear(() => value),
      onEnd: (error) =>
        hear(() => {
          throw error;
        }),
    });
    const stopped = () => wake();
    signal?.addEventListener("abort", stopped);
    try {
      while (!signal?.aborted) {
        const said = newest;
        newest = undefined;
        // Safe because the server answers what the type of its router says.
        if (said) yield said() as QueryOutput<P>;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      signal?.removeEventListener("abort", stopped);
      stop();
    }
  }

  close(): void {
    void this.#socket.close();
  }

  #say(status: LiveStatus): void {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }
}

function socketUrl(url: string | undefined): string {
  const address = new URL("/live", url ?? globalThis.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

function isOffline(): boolean {
  return "navigator" in globalThis && globalThis.navigator.onLine === false;
}
