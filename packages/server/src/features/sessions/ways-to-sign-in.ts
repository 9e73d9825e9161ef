import type { Read } from "@plinth/database";
import { eq } from "drizzle-orm";
import { passwords } from "../accounts/table.ts";
import { passkeys } from "../passkeys/table.ts";

/** One for each way somebody can sign in by themselves. Whoever has none is locked out, so the last one is not to be removed. */
export async function waysToSignIn(db: Read, userId: string): Promise<("password" | "passkey")[]> {
  const hasPassword = await db.select({ id: passwords.userId }).from(passwords).where(eq(passwords.userId, userId));
  const known = await db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, userId));
  return [...hasPassword.map(() => "password" as const), ...known.map(() => "passkey" as const)];
}
