import type { Read } from "@plinth/database";
import { eq } from "drizzle-orm";
import { passwords } from "../accounts/table.ts";
import { connections } from "../providers/table.ts";

/** A way somebody can sign in by themselves. */
export interface WayToSignIn {
  kind: "password" | "provider";
  id: string;
}

/** All that a person has. The last one cannot be taken away. */
export async function waysToSignIn(db: Read, userId: string): Promise<WayToSignIn[]> {
  const password = await db.select({ id: passwords.userId }).from(passwords).where(eq(passwords.userId, userId));
  const linked = await db.select({ id: connections.id }).from(connections).where(eq(connections.userId, userId));
  return [
    ...password.map(({ id }) => ({ kind: "password" as const, id })),
    ...linked.map(({ id }) => ({ kind: "provider" as const, id })),
  ];
}
