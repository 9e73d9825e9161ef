import type { Actor, MutationContext } from "@plinth/kernel";
import { hashToken, newLinkToken } from "../../one-time-token.ts";
import { setupLinks, users } from "./table.ts";

/** A new token for the set-up link, in place of an earlier one; `undefined` once an account exists. */
export async function renewSetUpLink(ctx: MutationContext<Actor>): Promise<string | undefined> {
  const known = await ctx.db.select({ id: users.id }).from(users).limit(1);
  if (known.length > 0) return undefined;
  const token = newLinkToken();
  await ctx.db.delete(setupLinks);
  await ctx.db.insert(setupLinks).values({ tokenHash: hashToken(token), createdAt: ctx.now });
  return token;
}
