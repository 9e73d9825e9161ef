import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { record } from "../../record.ts";
import { sessions } from "./table.ts";

/** Ends the session that the browser has so far: whoever signs in there anew gets another cookie in its place, and nobody could end the old one. */
export async function endReplaced(tx: MutationContext<Actor>): Promise<void> {
  const { actor } = tx;
  if (actor.kind !== "user") return;
  const db = unruled(tx, "a browser has one session, and whoever signs in anew gives up the one before");
  await db.delete(sessions).where(eq(sessions.id, actor.sessionId));
  await record(tx, "session.ended", { id: actor.userId });
}
