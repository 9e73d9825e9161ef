import { type ActionContext, type Actor, badRequest } from "@plinth/kernel";
import type { z } from "zod";
import { insertAccount, needsSetUp } from "./accounts.ts";
import type { NewAccount } from "./inputs.ts";
import { hashPassword } from "./password-hash.ts";
import type { User } from "./table.ts";

/**
 * Makes an account for whoever has the server's machine in their hands. The first one must be an operator: it ends the set-up, after which
 * nobody else can become one.
 *
 * @throws Failure `CONFLICT` when the address has an account.
 */
export async function createAccount(
  ctx: Pick<ActionContext<Actor>, "write">,
  input: z.output<typeof NewAccount>,
  { operator }: { operator: boolean },
): Promise<User> {
  const hash = await hashPassword(input.password);
  return ctx.write(async (tx) => {
    if (!operator && (await needsSetUp(tx))) {
      throw badRequest("The first account runs this installation, so it must be an operator.");
    }
    return insertAccount(tx, input, { hash, operator });
  });
}
