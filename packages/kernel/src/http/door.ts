import type { Credentials } from "../authenticate.ts";
import type { ClientInfo } from "../context.ts";
import { type LiveDoor, liveDoor } from "../live/live-door.ts";
import type { LiveQueries } from "../live/live-queries.ts";
import type { CallLimits } from "./call-limits.ts";
import type { ServeOptions } from "./serve.ts";

/** What all ways into one server share. */
export interface Inside {
  options: ServeOptions;
  engine: LiveQueries;
  calls: CallLimits;
}

/** Where the live queries of one connection come in. Each counts as a call of its query. */
export function doorFor(
  { options, engine, calls }: Inside,
  { client, credentials }: { client: ClientInfo; credentials: Credentials },
): LiveDoor {
  const { router, database, clock, log } = options;
  return liveDoor({
    ...{ engine, router, database, clock, log, client },
    authenticate: () => options.authenticate(credentials, { now: clock.now(), client, database, setCookie: () => {} }),
    standing: options.standing ?? (() => []),
    count: async (path, actor) => {
      const weight = calls.weightOf([path]);
      await calls.ofAddress(client.address, weight, clock.now());
      await calls.ofActor(actor, weight, clock.now());
    },
  });
}
