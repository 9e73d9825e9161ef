import type { Database, Read, Write } from "@plinth/database";
import type { Logger } from "pino";
import type { Actor, SignedInActor } from "./actor.ts";
import type { LiveDoor } from "./live/live-door.ts";

/** What every verb is given: who asks, when, and where to report. */
export interface BaseContext<A extends Actor = SignedInActor> {
  actor: A;
  /** The moment of the request; the only clock a verb may ask. */
  now: Date;
  /** Names this request in logs, errors and events. */
  requestId: string;
  log: Logger;
}

/** For reads. `db` cannot write. */
export interface QueryContext<A extends Actor = SignedInActor> extends BaseContext<A> {
  db: Read;
}

/** For writes. `db` is one serializable transaction; what the verb throws undoes all of it. */
export interface MutationContext<A extends Actor = SignedInActor> extends BaseContext<A> {
  db: Write;
}

/** For work that waits on the world. Writes only through short transactions of its own. */
export interface ActionContext<A extends Actor = SignedInActor> extends QueryContext<A> {
  /** Runs `work` in one transaction; see `Database.write`. */
  write<T>(work: (ctx: MutationContext<A>) => Promise<T>): Promise<T>;
  client: ClientInfo;
  setCookie: SetCookie;
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
  /** Where live queries come in, on a connection that stays. */
  live?: LiveDoor;
}

/** Gives the browser a cookie that scripts cannot read, until `expires`; a moment in the past removes it. */
export type SetCookie = (name: string, value: string, expires: Date) => void;
