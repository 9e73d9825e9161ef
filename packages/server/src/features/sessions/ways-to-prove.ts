import type { Read } from "@plinth/database";
import { findPasswordHash } from "../accounts/find-password-hash.ts";
import type { ProofMethod } from "./proof-methods.ts";
import { secondFactorsOf } from "./second-factors.ts";

/**
 * How a person can prove anew that it is them, in the order in which it is offered. Whoever has nothing else does it by a code that they are mailed.
 */
export async function waysToProve(db: Read, userId: string): Promise<ProofMethod[]> {
  const factors = await secondFactorsOf(db, userId);
  const open: ProofMethod[] = [];
  if (factors.includes("passkey")) open.push("passkey");
  if ((await findPasswordHash(db, userId)) !== undefined) open.push("password");
  if (factors.includes("totp")) open.push("code");
  return open.length > 0 ? open : ["mail"];
}
