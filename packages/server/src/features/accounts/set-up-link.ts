import { type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { hashToken, newLinkToken } from "../../one-time-tokens/token.ts";
import { setupLinks, users } from "./table.ts";

/** A new token for the set-up link, in place of an earlier one; `undefined` once an account exists. */
export async function renewSetUpLink(ctx: MutationContext<Actor>): Promise<string | undefined> {
  const known = await ctx.db.select({ id: users.id }).from(users).limit(1);
  if (known.length > 0) return undefined;
  const token = newLinkToken();
  const db = unruled(ctx, "the set-up link is older than the first account");
  await db.delete(setupLinks);
  await db.insert(setupLinks).values({ tokenHash: hashToken(token), createdAt: ctx.now });
  return token;
}
