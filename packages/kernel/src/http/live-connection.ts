import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { getTRPCErrorShape, TRPCError } from "@trpc/server";
import { getWSConnectionHandler } from "@trpc/server/adapters/ws";
import type { TRPCClientOutgoingMessage } from "@trpc/server/rpc";
import type { RawData, WebSocket, WebSocketServer } from "ws";
import { anonymous } from "../actor.ts";
import type { RequestContext } from "../context.ts";
import type { LiveDoor } from "../live/live-door.ts";
import { liveRouter } from "../live/live-router.ts";
import { t, toTRPCError } from "../trpc.ts";
import { clientInfo } from "./client-info.ts";
import { credentialsOf } from "./cookies.ts";
import { doorFor, type Inside } from "./door.ts";
import { checkBounds } from "./json-input.ts";
import { headOf, type Line, LiveSubscription } from "./live-subscription.ts";
import { report } from "./report.ts";
import { RestOfSocket } from "./rest-of-socket.ts";
import { expectsParams, messagesIn, paramsIn, withEventId } from "./socket-messages.ts";

// What a slow reader may have waiting for it. Then it waits for the newest state instead.
const MOST_WAITING_BYTES = 64 * 1024;
const MOST_TOKEN = 500;
const LIVE_QUERY = "live.query";

/** A socket carries live queries alone: whatever else is called goes through the front door. */
const socketRouter = t.router({ live: liveRouter });
const { _config: config } = socketRouter._def;

/** Where a connection comes from, and what it is to reach. */
interface Opened {
  socket: WebSocket;
  request: IncomingMessage;
  sockets: WebSocketServer;
  inside: Inside;
}

/**
 * One WebSocket, spoken as tRPC's `wsLink` does. Live queries are answered here, without tRPC's machinery for each of them: the same bytes at
 * a fraction of the memory and the time. All else goes to tRPC's own handler, which is not there before it is needed.
 */
export class LiveConnection implements Line {
  readonly #opened: Opened;
  readonly #subscriptions = new Map<string | number, LiveSubscription>();
  /** Those with news for a reader who has not taken what it was sent before. */
  readonly #waiting = new Set<LiveSubscription>();
  #awaitsParams: boolean;
  #bearer: string | undefined;
  #door: LiveDoor | undefined;
  #context: RequestContext | undefined;
  #rest: RestOfSocket | undefined;

  constructor(opened: Opened) {
    this.#opened = opened;
    const { socket, request } = opened;
    this.#awaitsParams = expectsParams(request);
    socket.on("message", (data, isBinary) => this.#hear(data, isBinary));
    socket.on("error", (error) => report(opened.inside.options, toTRPCError(error), undefined));
    socket.once("close", () => {
      for (const subscription of this.#subscriptions.values()) subscription.drop();
    });
  }

  get door(): LiveDoor {
    if (!this.#door) {
      const { request, inside } = this.#opened;
      const { secure, trustedProxies } = inside.options;
      const credentials = credentialsOf(request, secure);
      credentials.bearer ??= this.#bearer;
      this.#door = doorFor(inside, { client: clientInfo(request, trustedProxies), credentials });
    }
    return this.#door;
  }

  hasRoomFor(subscription: LiveSubscription): boolean {
    if (this.#isRead) return true;
    this.#waiting.add(subscription);
    return false;
  }

  send(text: string): void {
    const { socket } = this.#opened;
    if (socket.readyState === socket.OPEN) socket.send(text, this.#sent);
  }

  refusal(thrown: unknown, path: string | null = LIVE_QUERY): string {
    try {
      return this.#refusalFor(toTRPCError(thrown), path);
    } catch (error) {
      // What cannot be told, such as details that are no JSON, is answered all the same: its caller waits for an answer.
      return this.#refusalFor(toTRPCError(error), path);
    }
  }

  forget(subscription: LiveSubscription): void {
    this.#subscriptions.delete(subscription.id);
    this.#waiting.delete(subscription);
  }

  get #isRead(): boolean {
    return this.#opened.socket.bufferedAmount <= MOST_WAITING_BYTES;
  }

  #refusalFor(error: TRPCError, path: string | null): string {
    const ctx = this.#contextOf();
    const of =
      path === null ? ({ type: "unknown", path: undefined } as const) : ({ type: "subscription", path } as const);
    report(ctx, error, of.path);
    const shape = getTRPCErrorShape({ config, error, ...of, input: undefined, ctx });
    return `"error":${JSON.stringify(shape)}}`;
  }

  readonly #sent = () => {
    for (const subscription of this.#waiting) {
      if (!this.#isRead) return;
      this.#waiting.delete(subscription);
      subscription.tell();
    }
  };

  #hear(data: RawData, isBinary: boolean): void {
    const text = isBinary ? undefined : String(data);
    if (text === "PONG") return;
    if (text === "PING") {
      this.send("PONG");
      return;
    }
    try {
      checkBounds(text ?? "");
    } catch (failure) {
      this.send(`{"id":null,${this.refusal(failure, null)}`);
      return;
    }
    if (this.#awaitsParams) this.#readParams(text, data, isBinary);
    else this.#answer(text === undefined ? undefined : messagesIn(text), data, isBinary);
  }

  /** A WebSocket of a browser or of Node cannot set a header, so a program says who it is in its first message. */
  #readParams(text: string | undefined, data: RawData, isBinary: boolean): void {
    const params = text === undefined || this.#rest ? undefined : paramsIn(text);
    if (params) {
      this.#awaitsParams = false;
      this.#bearer = params.bearer?.slice(0, MOST_TOKEN);
      // Should tRPC's handler be needed, it does not wait for them again.
      this.#opened.request.url = "/live";
    } else this.#leaveToTrpc(data, isBinary);
  }

  #answer(messages: TRPCClientOutgoingMessage[] | undefined, data: RawData, isBinary: boolean): void {
    const others = messages?.filter((message) => !this.#take(message));
    if (others?.length === messages?.length) this.#leaveToTrpc(data, isBinary);
    else if (others && others.length > 0) this.#leaveToTrpc(Buffer.from(JSON.stringify(others)), false);
  }

  /** Answers what has to do with a live query. Says whether it did. */
  #take({ id, jsonrpc, ...message }: TRPCClientOutgoingMessage): boolean {
    if (id === null || (message.method !== "subscription" && message.method !== "subscription.stop")) return false;
    const known = this.#subscriptions.get(id);
    if (message.method === "subscription.stop") {
      known?.stop();
      return known !== undefined;
    }
    const { path, input, lastEventId } = message.params;
    if (known) {
      const duplicate = new TRPCError({ code: "BAD_REQUEST", message: "the id of a subscription that there is" });
      this.send(headOf(id, jsonrpc) + this.refusal(duplicate, path));
      return true;
    }
    if (path !== LIVE_QUERY) return false;
    const subscription = new LiveSubscription(this, id, jsonrpc);
    this.#subscriptions.set(id, subscription);
    void subscription.begin(lastEventId === undefined ? input : withEventId(input, lastEventId));
    return true;
  }

  #leaveToTrpc(data: RawData, isBinary: boolean): void {
    this.#rest ??= this.#openRest();
    // Not before it has its context, whose request id is in each refusal.
    setImmediate(() => this.#rest?.emit("message", data, isBinary));
  }

  #openRest(): RestOfSocket {
    const { socket, request, sockets, inside } = this.#opened;
    const rest = new RestOfSocket(socket, (text) => this.send(text));
    const handle = getWSConnectionHandler({
      wss: sockets,
      router: socketRouter,
      createContext: () => this.#contextOf(),
      onError: ({ error, path }) => report(inside.options, error, path),
    });
    handle(rest.asSocket(), request);
    return rest;
  }

  /** What tRPC's handler and refusals need, which most connections never do. */
  #contextOf(): RequestContext {
    if (!this.#context) {
      const { request, inside } = this.#opened;
      const { log, clock, database, trustedProxies } = inside.options;
      const requestId = randomUUID();
      this.#context = {
        ...{ actor: anonymous, now: clock.now(), requestId, log: log.child({ requestId }), database },
        client: clientInfo(request, trustedProxies),
        setCookie: () => {},
      };
    }
    return this.#context;
  }
}
