import type { Actor } from "./actor.ts";
import type { RequestContext } from "./context.ts";

/** Credentials as they arrived. */
export interface Credentials {
  /** The value of a cookie; `undefined` when it is missing or was sent twice, which only an attacker does. */
  cookie(name: string): string | undefined;
  /** What follows `Authorization: Bearer`. */
  bearer: string | undefined;
}

/**
 * Says who calls: at once where that is known, which saves every request a turn of the event loop. Credentials that do not hold make the
 * caller anonymous; a store that cannot be asked throws.
 */
export type Authenticate = (
  credentials: Credentials,
  context: Pick<RequestContext, "now" | "client" | "setCookie" | "database">,
) => Actor | Promise<Actor>;
