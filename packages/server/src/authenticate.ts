import type { RowsRead } from "@plinth/database";
import type { Actor, Authenticate } from "@plinth/kernel";
import { authenticateKey, standingOfKey } from "./features/api-keys/authenticate-key.ts";
import { isKeyToken } from "./features/api-keys/token.ts";
import { authenticateSession, standingOfSession } from "./features/sessions/authenticate.ts";

/** Says who calls: the key or the session that comes in the `Authorization` header, or else the session of the cookie. */
export const authenticate: Authenticate = (credentials, ctx) => {
  const { bearer } = credentials;
  return bearer !== undefined && isKeyToken(bearer)
    ? authenticateKey(bearer, ctx)
    : authenticateSession(credentials, ctx);
};

/** What an actor's rights hang on: live queries are asked for anew when it changes. */
export function standing(actor: Actor): RowsRead[] {
  return actor.kind === "key" ? standingOfKey(actor) : standingOfSession(actor);
}
