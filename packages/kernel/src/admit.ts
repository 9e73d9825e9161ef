import type { Actor, KeyActor } from "./actor.ts";
import { Failure, forbidden } from "./failure.ts";
import type { Audience, ProcedureMeta } from "./trpc.ts";

/** What is asked for: a procedure by its path, such as `tasks.list`. */
export interface Entry extends Pick<ProcedureMeta, "kind" | "audience"> {
  path: string;
}

/**
 * Whether the actor may call a procedure at all, whatever it is about. Both ways to a procedure ask it before they read the input.
 *
 * @throws Failure UNAUTHORIZED, FORBIDDEN
 */
export function admit(actor: Actor, entry: Entry): Actor {
  if (actor.kind === "key") admitKey(actor, entry);
  const { audience } = entry;
  if (audience === "anyone" || audience === "anyone but keys") return actor;
  if (actor.kind !== "user" && actor.kind !== "key") throw new Failure("UNAUTHORIZED", "Sign in first.");
  if (audience === "operator" && !actor.operator) throw forbidden("Only an operator may do this.");
  return actor;
}

const closedToKeys: readonly Audience[] = ["anyone but keys", "person", "operator"];

/** A key does what its scopes say: `tasks:read` its queries, `tasks:write` those and the rest; `*` stands for every feature. */
function admitKey({ scopes }: KeyActor, { path, kind, audience }: Entry): void {
  if (closedToKeys.includes(audience)) throw forbidden("Only a signed-in person may do this.");
  const [feature = ""] = path.split(".");
  const access = kind === "query" ? "read" : "write";
  const fits = (scope: string) =>
    [feature, "*"].some((name) => scope === `${name}:write` || scope === `${name}:${access}`);
  if (!scopes.some(fits)) throw forbidden(`This key lacks the scope ${feature}:${access}.`);
}
