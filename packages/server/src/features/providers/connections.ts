import { first, type Read } from "@plinth/database";
import { and, eq } from "drizzle-orm";
import type { Profile } from "./profile.ts";
import { type Connection, connections } from "./table.ts";

/** Whose account here somebody's account elsewhere is linked to. */
export function findConnection(
  db: Read,
  { issuer, subject }: Pick<Profile, "issuer" | "subject">,
): Promise<Connection | undefined> {
  const isThis = and(eq(connections.issuer, issuer), eq(connections.subject, subject));
  return first(db.select().from(connections).where(isThis));
}
