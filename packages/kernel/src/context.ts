import type { Database, Read, Write } from "@plinth/database";
import type { Logger } from "pino";
import type { Actor, SignedInActor } from "./actor.ts";
import type { RefusedDeed } from "./failure.ts";
import type { LiveDoor } from "./live/live-door.ts";

/** What every verb is given: who asks, when, and where to report. */
export interface BaseContext<A extends Actor = SignedInActor> {
  actor: A;
  /** The moment of the request; the only clock a verb may ask. */
  now: Date;
  /** Names this request in logs, errors and events. */
  requestId: string;
  log: Logger;
  /** The program that calls; nobody's where the system does something by itself. */
  client?: ClientInfo | undefined;
}

/** For reads. `db` cannot write. */
export interface QueryContext<A extends Actor = SignedInActor> extends BaseContext<A> {
  db: Read;
}

declare const transaction: unique symbol;

/**
 * The transaction of a mutation as a verb first holds it: to read with. Who wants to write asks the rules, which hand it out in full for a
 * row that was found through them: `projectRules.allow(ctx, project, "archive")`.
 */
export interface Transaction extends Read {
  readonly [transaction]: true;
}

/** For writes. `db` is one serializable transaction; what the verb throws undoes all of it. */
export interface MutationContext<A extends Actor = SignedInActor> extends BaseContext<A> {
  db: Transaction;
}

/** The context of a verb that runs inside a transaction somebody opened by hand: `database.write((db) => …)`. */
export function mutationContext<A extends Actor>(base: BaseContext<A>, db: Write): MutationContext<A> {
  return scoped(base, base.actor, toReadWith(db));
}

/** The transaction as a verb first holds it. */
export function toReadWith(db: Write): Transaction {
  // Safe because a `Transaction` is the same handle with less in its type; `transactionOf` is the way back.
  return db as Read as Transaction;
}

/** A context narrowed to one actor and one handle. */
export function scoped<A extends Actor, Db extends Read>(base: BaseContext<Actor>, actor: A, db: Db) {
  return {
    actor,
    db,
    now: base.now,
    requestId: base.requestId,
    client: base.client,
    // Made when somebody logs, which most requests never do.
    get log() {
      return base.log;
    },
  };
}

/** The same transaction, to write with. For the kernel alone, which gives it to whoever the rules allow. */
export function transactionOf({ db }: MutationContext<Actor>): Write {
  // Safe because every `Transaction` comes from `toReadWith`, which was given a `Write`.
  return db as Read as Write;
}

/** For work that waits on the world. Writes only through short transactions of its own. */
export interface ActionContext<A extends Actor = SignedInActor> extends QueryContext<A> {
  /** Runs `work` in one transaction; see `Database.write`. */
  write<T>(work: (ctx: MutationContext<A>) => Promise<T>): Promise<T>;
  client: ClientInfo;
  setCookie: SetCookie;
  readCookie: ReadCookie;
}

/** What is known of the program that calls. */
export interface ClientInfo {
  /** The network address, taken from a forwarding header only when a trusted proxy set it. */
  address: string | null;
  userAgent: string | null;
}

/** One request, before it is known which procedure it calls. */
export interface RequestContext extends BaseContext<Actor> {
  database: Database;
  client: ClientInfo;
  setCookie: SetCookie;
  /** Left out where no browser can call. */
  readCookie?: ReadCookie | undefined;
  /** Came with a call that its caller may send again. */
  idempotencyKey?: string | undefined;
  /** Told of what a rule refused to whoever calls, once all of the call is undone. */
  onRefused?: OnRefused | undefined;
  /** Where live queries come in, on a connection that stays. */
  live?: LiveDoor;
}

/** @param path - the procedure, such as `tasks.delete` */
export type OnRefused = (ctx: RequestContext, refused: RefusedDeed, path: string) => Promise<void>;

/** Gives the browser a cookie that scripts cannot read, until `expires`; a moment in the past removes it. */
export type SetCookie = (name: string, value: string, expires: Date) => void;

/** The value of a cookie that came with the request; `undefined` when it is missing or was sent twice, which only an attacker does. */
export type ReadCookie = (name: string) => string | undefined;
