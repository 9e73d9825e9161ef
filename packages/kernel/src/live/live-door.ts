import { randomUUID } from "node:crypto";
import { type Database, type OnRead, type RowsRead, tracked } from "@plinth/database";
import type { AnyTRPCProcedure, AnyTRPCRouter } from "@trpc/server";
import type { Logger } from "pino";
import type { Actor } from "../actor.ts";
import type { Clock } from "../clock.ts";
import type { ClientInfo, RequestContext } from "../context.ts";
import { Failure } from "../failure.ts";
import { callerOf } from "../once/keyed-call.ts";
import { type Direct, directOf } from "../procedures.ts";
import type { ProcedureMeta } from "../trpc.ts";
import { LiveFeed } from "./live-feed.ts";
import type { LiveQueries } from "./live-queries.ts";

/** Where live queries come in from one connection. */
export interface LiveDoor {
  /** Follows a query. @throws Failure when there are too many already, or the path names none */
  open(call: LiveCall): Promise<LiveFeed>;
}

/** A query to follow, and the hash of the state that the reader has of it. */
export interface LiveCall {
  path: string;
  input: unknown;
  held: string | undefined;
}

/** What a connection's live queries are run with, each time anew. */
export interface DoorOptions {
  engine: LiveQueries;
  router: AnyTRPCRouter;
  database: Database;
  clock: Clock;
  log: Logger;
  client: ClientInfo;
  /** Says who calls, as of now. */
  authenticate(): Actor | Promise<Actor>;
  /** What an actor's rights hang on besides what a query itself reads. */
  standing(actor: Actor): readonly RowsRead[];
  /** Counts a call of a query. @throws Failure TOO_MANY_REQUESTS */
  count(path: string, actor: Actor): Promise<void>;
}

const MOST_FEEDS = 200;

export function liveDoor(options: DoorOptions): LiveDoor {
  let open = 0;
  return {
    open: async (call) => {
      if (open >= MOST_FEEDS) {
        throw new Failure(
          "TOO_MANY_REQUESTS",
          `A connection has at most ${MOST_FEEDS} live queries. Close some first.`,
        );
      }
      open += 1;
      const leave = () => {
        open -= 1;
      };
      try {
        return await follow(options, call, leave);
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}

async function follow(options: DoorOptions, { path, input, held }: LiveCall, onClose: () => void): Promise<LiveFeed> {
  await options.engine.hearCalls();
  const direct = queryAt(options.router, path);
  const caller = await options.authenticate();
  await options.count(path, caller);
  const identity = identityOf(caller);
  const key = JSON.stringify([identity, path, input ?? null]);
  const readNow = async (onRead: OnRead) => {
    const actor = await options.authenticate();
    if (identityOf(actor) !== identity) throw new Failure("UNAUTHORIZED", "The session has ended. Sign in again.");
    onRead(options.standing(actor));
    const ctx = contextOf(options, actor, onRead);
    return (await direct({ ctx, readInput: () => input, path, results: options.engine.results })) ?? "null";
  };
  return new LiveFeed(options.engine, { key, caller: callerOf(caller), readNow, held, onClose });
}

function queryAt({ _def }: AnyTRPCRouter, path: string): Direct {
  const procedures: Record<string, AnyTRPCProcedure> = _def.procedures;
  const procedure = Object.hasOwn(procedures, path) ? procedures[path] : undefined;
  const direct =
    procedure && (procedure._def.meta as Partial<ProcedureMeta> | undefined)?.kind === "query" && directOf(procedure);
  if (!direct) throw new Failure("NOT_FOUND", "There is no such query.");
  return direct;
}

/** Who it is, and by which credentials. */
function identityOf(actor: Actor): string {
  if (actor.kind === "user") return `session ${actor.sessionId}`;
  return actor.kind === "key" ? `key ${actor.keyId}` : actor.kind;
}

/** The context of one run. Its reads are told; nothing of it can write. */
function contextOf(
  { database, engine, clock, log, client }: DoorOptions,
  actor: Actor,
  onRead: OnRead,
): RequestContext {
  const requestId = randomUUID();
  return {
    ...{ actor, client, requestId, now: clock.now() },
    database: { ...database, read: tracked(database.read, onRead, engine.reads) },
    get log() {
      return log.child({ requestId });
    },
    setCookie: () => {},
  };
}
