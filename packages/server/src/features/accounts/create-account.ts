import type { Write } from "@plinth/database";
import { type Actor, type BaseContext, badRequest, mutationContext } from "@plinth/kernel";
import type { z } from "zod";
import { insertAccount, needsSetUp } from "./accounts.ts";
import type { NewAccount } from "./inputs.ts";
import { hashPassword } from "./password-hash.ts";
import { requireGoodPassword } from "./password-policy.ts";
import type { User } from "./table.ts";

/** Transactions of a program that works on the database itself. */
interface ByHand {
  write<T>(work: (tx: BaseContext<Actor> & { db: Write }) => Promise<T>): Promise<T>;
}

/**
 * Makes an account for whoever has the server's machine in their hands. The first one must be an operator: it ends the set-up, after which
 * nobody else can become one.
 *
 * @throws Failure `CONFLICT` when the address has an account.
 */
export async function createAccount(
  ctx: ByHand,
  input: z.output<typeof NewAccount>,
  { operator }: { operator: boolean },
): Promise<User> {
  await requireGoodPassword(input.password, input);
  const hash = await hashPassword(input.password);
  return ctx.write(async ({ db, ...base }) => {
    const tx = mutationContext(base, db);
    if (!operator && (await needsSetUp(tx))) {
      throw badRequest("The first account runs this installation, so it must be an operator.");
    }
    return insertAccount(tx, input, { hash, operator, verified: true });
  });
}
