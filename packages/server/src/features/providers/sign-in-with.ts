import { one } from "@plinth/database";
import { type ActionContext, type Actor, badRequest, conflict, type MutationContext, unruled } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { findUserByEmail, insertAccount, requireSetUp } from "../accounts/accounts.ts";
import { type User, users } from "../accounts/table.ts";
import { completeSignIn, type SignInOutcome } from "../sessions/complete-sign-in.ts";
import { findConnection } from "./connections.ts";
import type { Profile } from "./profile.ts";
import type { Provider } from "./provider.ts";
import { connections } from "./table.ts";

const toWrite = (tx: MutationContext<Actor>) => unruled(tx, "the provider says that it is the account's person");

/**
 * Signs in whoever a provider says it is: with the account that was linked, or with a new one. An address alone opens no account that exists,
 * whoever has confirmed it: it may have been somebody else's before, here or there.
 *
 * @throws Failure BAD_REQUEST, CONFLICT, FORBIDDEN
 */
export async function signInWith(
  ctx: ActionContext<Actor>,
  provider: Provider,
  profile: Profile,
): Promise<SignInOutcome> {
  const user = await ctx.write(
    async (tx) => (await connectedUser(tx, profile)) ?? (await newAccount(tx, provider, profile)),
  );
  return completeSignIn(ctx, { user, by: "provider", as: "cookie" }, async (tx) => {
    const used = { lastUsedAt: tx.now, email: profile.email };
    const known = await findConnection(tx.db, profile);
    // It may have been unlinked in this moment.
    if (known?.userId !== user.id) throw badRequest(`This ${provider.label} account is no longer linked.`);
    await toWrite(tx).update(connections).set(used).where(eq(connections.id, known.id));
  });
}

async function connectedUser(tx: MutationContext<Actor>, profile: Profile): Promise<User | undefined> {
  const known = await findConnection(tx.db, profile);
  return known && one(tx.db.select().from(users).where(eq(users.id, known.userId)));
}

async function newAccount(tx: MutationContext<Actor>, { name, label }: Provider, profile: Profile): Promise<User> {
  const { email, isVerified, issuer, subject } = profile;
  await requireSetUp(tx);
  // Before it is looked up: who may say any address learns nothing about who has an account.
  if (!email) {
    throw badRequest(
      `${label} did not tell us an e-mail address. Sign in another way, and link ${label} under Account, Security.`,
    );
  }
  if (!isVerified) {
    throw badRequest(
      `${label} has not confirmed your e-mail address. Confirm it there and start again, or sign in another way and link ${label} under Account, Security.`,
    );
  }
  if (await findUserByEmail(tx.db, email)) {
    throw conflict(
      `There is an account with your e-mail address already. Sign in to it another way, and link ${label} under Account, Security.`,
    );
  }
  const user = await insertAccount(tx, { name: profile.name, email }, { hash: null, operator: false, verified: true });
  const connection = { userId: user.id, provider: name, issuer, subject, email, createdAt: tx.now };
  await toWrite(tx).insert(connections).values(connection);
  return user;
}
