import { Lucia, TimeSpan } from "lucia";
import { luciaAdapter, type SessionStore } from "./lucia-adapter.ts";

/** A session lives this long after it was last used; Lucia renews it when half of that is over. */
export const SESSION_DAYS = 30;

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

/** What is kept of a session besides its owner and expiry. */
export interface SessionAttributes {
  createdAt: Date;
  lastSeenAt: Date;
  provenAt: Date | null;
  impersonatorId: string | null;
  operatorSessionId: string | null;
  address: string | null;
  userAgent: string | null;
}

export interface UserAttributes {
  operator: boolean;
}

/** Lucia over the sessions in a store: the whole database, or one transaction. */
export function luciaOver(store: SessionStore): Lucia<SessionAttributes, UserAttributes> {
  return new Lucia(luciaAdapter(store), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, "d"),
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: (attributes) => attributes,
  });
}
