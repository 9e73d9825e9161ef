import type { Actor, KeyActor, SignedInActor } from "./actor.ts";
import { Failure, forbidden } from "./failure.ts";
import type { Audience, ProcedureMeta } from "./trpc.ts";

/** What is asked for: a procedure by its path, such as `tasks.list`. */
export interface Entry extends Pick<ProcedureMeta, "kind" | "audience" | "sensitive"> {
  path: string;
}

/** How long a proof of who somebody is counts for what is sensitive. */
export const PROVEN_FOR_MS = 10 * 60_000;

/**
 * Whether the actor may call a procedure at all, whatever it is about. Both ways to a procedure ask it before they read the input.
 *
 * @throws Failure UNAUTHORIZED, FORBIDDEN
 */
export function admit(actor: Actor, entry: Entry, now: Date): Actor {
  if (actor.kind === "key") admitKey(actor, entry);
  const { audience } = entry;
  if (audience === "anyone" || audience === "anyone but keys") return actor;
  if (actor.kind !== "user" && actor.kind !== "key") throw new Failure("UNAUTHORIZED", "Sign in first.");
  if (audience === "operator" && !actor.operator) throw forbidden("Only an operator may do this.");
  if (actor.kind === "user" && actor.impersonatorId) admitInPlaceOfAnother(entry);
  if (entry.sensitive) admitToSensitive(actor, now);
  return actor;
}

/** An operator in somebody's place sees what they see and works with it, but changes nothing about who they are and how they sign in. */
function admitInPlaceOfAnother({ kind, audience, sensitive }: Entry): void {
  const isPersonal = audience === "person" && kind !== "query";
  if (isPersonal || sensitive) throw forbidden("Nobody may do this for somebody else.");
}

/** What is sensitive takes the person themselves, and that they proved it a moment ago. */
function admitToSensitive(actor: SignedInActor, now: Date): void {
  if (actor.kind !== "user") throw forbidden("Only a signed-in person may do this.");
  const age = actor.provenAt ? now.getTime() - actor.provenAt.getTime() : Number.POSITIVE_INFINITY;
  if (age < 0 || age > PROVEN_FOR_MS)
    throw new Failure("FORBIDDEN", "Confirm that it is you first.", { details: { needs: "proof" } });
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
