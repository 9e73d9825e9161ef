import { first, type Read } from "@plinth/database";
import { eq } from "drizzle-orm";
import { passwords } from "../accounts/table.ts";
import type { ProofMethod } from "./proof-methods.ts";
import { hasPasskey } from "./second-factors.ts";

interface Way {
  method: ProofMethod;
  isOpenTo(db: Read, userId: string): Promise<boolean>;
}

/** In the order in which they are offered. */
const ways: Way[] = [
  { method: "password", isOpenTo: hasPassword },
  { method: "passkey", isOpenTo: hasPasskey },
];

/** How a person can prove anew that it is them. Whoever has nothing else does it by a code that they are mailed. */
export async function waysToProve(db: Read, userId: string): Promise<ProofMethod[]> {
  const open: ProofMethod[] = [];
  for (const { method, isOpenTo } of ways) {
    if (await isOpenTo(db, userId)) open.push(method);
  }
  return open.length > 0 ? open : ["mail"];
}

async function hasPassword(db: Read, userId: string): Promise<boolean> {
  const theirs = eq(passwords.userId, userId);
  return !!(await first(db.select({ userId: passwords.userId }).from(passwords).where(theirs)));
}
