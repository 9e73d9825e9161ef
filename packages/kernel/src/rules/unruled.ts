import type { Write } from "@plinth/database";
import type { Actor } from "../actor.ts";
import { type MutationContext, transactionOf } from "../context.ts";
import { forbidden } from "../failure.ts";

/**
 * The transaction to write with where no row stands behind the write that rules could be asked about: signing up, housekeeping. Every use
 * is listed, with its reason, by a test.
 *
 * @example const db = unruled(ctx, "whoever signs up has no row yet");
 */
export function unruled(ctx: MutationContext<Actor>, _reason: string): Write {
  const { actor } = ctx;
  // What it writes lies in no tenant yet, and so beyond the limit of such a key.
  if (actor.kind === "key" && actor.tenantId !== undefined) throw forbidden("This key is limited to one workspace.");
  return transactionOf(ctx);
}
