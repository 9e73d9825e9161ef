import { Failure, type QueryContext } from "@plinth/kernel";
import { findMe } from "./accounts.ts";
import { isVerificationRequired } from "./verification-switch.ts";

/**
 * Keeps people whose address nobody has shown to be theirs from what reaches others: making workspaces, inviting, making keys. Operators are
 * trusted by whoever holds the machine.
 *
 * @throws Failure FORBIDDEN with `{ needs: "verification" }` in its details
 */
export async function requireVerified(ctx: QueryContext): Promise<void> {
  if (!isVerificationRequired()) return;
  const { emailVerifiedAt, operatorSince } = await findMe(ctx);
  if (emailVerifiedAt || operatorSince) return;
  throw new Failure("FORBIDDEN", "Confirm your e-mail address first: open the link in the mail we sent you.", {
    details: { needs: "verification" },
  });
}
