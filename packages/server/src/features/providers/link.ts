import { type ActionContext, type Actor, conflict, type MutationContext, unruled } from "@plinth/kernel";
import { record } from "../../record.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import type { SignInOutcome } from "../sessions/complete-sign-in.ts";
import { findConnection } from "./connections.ts";
import type { Profile } from "./profile.ts";
import type { Provider } from "./provider.ts";
import { connections } from "./table.ts";

/** Links somebody's account at a provider to the caller's account here. Once is as good as twice. @throws Failure CONFLICT */
export async function link(ctx: ActionContext<Actor>, provider: Provider, profile: Profile): Promise<SignInOutcome> {
  const userId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  if (userId) await ctx.write((tx) => insertConnection(tx, { userId, provider, profile }));
  return { userId, token: null, secondFactor: null };
}

async function insertConnection(
  tx: MutationContext<Actor>,
  { userId, provider, profile }: { userId: string; provider: Provider; profile: Profile },
): Promise<void> {
  const { issuer, subject, email } = profile;
  const known = await findConnection(tx.db, profile);
  if (known?.userId === userId) return;
  if (known) throw conflict(`This ${provider.label} account is linked to another account here.`);
  await unruled(tx, "who was sent to a provider may link what they came back with")
    .insert(connections)
    .values({ userId, provider: provider.name, issuer, subject, email, createdAt: tx.now });
  await record(tx, "account.linked", { id: userId }, { provider: provider.name });
  await tellOfChange(tx, userId, `An account at ${provider.label} was linked to yours`);
}
