import type { Read } from "@plinth/database";
import { eq } from "drizzle-orm";
import { passwords } from "../accounts/table.ts";
import { passkeys } from "../passkeys/table.ts";
import { connections } from "../providers/table.ts";

/** A way somebody can sign in by themselves. */
export interface WayToSignIn {
  kind: "password" | "passkey" | "provider";
  id: string;
}

/** All that a person has. Whoever has none is locked out, so the last one cannot be taken away. */
export async function waysToSignIn(db: Read, userId: string): Promise<WayToSignIn[]> {
  const password = await db.select({ id: passwords.userId }).from(passwords).where(eq(passwords.userId, userId));
  const keys = await db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.userId, userId));
  const linked = await db.select({ id: connections.id }).from(connections).where(eq(connections.userId, userId));
  return [
    ...password.map(({ id }) => ({ kind: "password" as const, id })),
    ...keys.map(({ id }) => ({ kind: "passkey" as const, id })),
    ...linked.map(({ id }) => ({ kind: "provider" as const, id })),
  ];
}
