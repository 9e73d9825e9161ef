import { first, type Read } from "@plinth/database";
import { eq } from "drizzle-orm";
import { passwords } from "./table.ts";

/** The hash of somebody's password; `undefined` for whoever has none. */
export async function findPasswordHash(db: Read, userId: string): Promise<string | undefined> {
  const found = await first(db.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, userId)));
  return found?.hash;
}
