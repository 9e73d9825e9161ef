import { first } from "@plinth/database";
import {
  type ActionContext,
  type Actor,
  Failure,
  forbidden,
  type MutationContext,
  type QueryContext,
  unruled,
} from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { generateIdFromEntropySize } from "lucia";
import type { z } from "zod";
import { record } from "../../record.ts";
import { findUserByEmail } from "../accounts/accounts.ts";
import { verifyPassword } from "../accounts/password-hash.ts";
import { passwords } from "../accounts/table.ts";
import { SESSION_COOKIE } from "./authenticate.ts";
import type { SignIn } from "./inputs.ts";
import { luciaOver } from "./lucia.ts";

// Looked up when the address is unknown, so that both cases ask the database the same things.
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Starts a session. An unknown address and a wrong password get the same answer after the same work. */
export async function signIn(
  ctx: ActionContext<Actor>,
  input: z.output<typeof SignIn>,
): Promise<{ userId: string; token: string | null }> {
  const user = await findUserByEmail(ctx.db, input.email);
  const known = await findHash(ctx, user?.id ?? NOBODY);
  const fits = await verifyPassword(known, input.password);
  if (!user || !fits) {
    await recordRefused(ctx, { userId: user?.id ?? NOBODY, email: input.email, reason: "credentials" });
    throw wrongCredentials();
  }
  // Only said to whoever knows the password, so that nobody else learns who has an account.
  if (user.suspendedAt) {
    await recordRefused(ctx, { userId: user.id, email: input.email, reason: "suspended" });
    throw forbidden("This account is suspended.");
  }
  const { token, expiresAt } = await ctx.write(async (tx) => {
    // The password may have been changed while it was checked, and that ends all sessions.
    if ((await findHash(tx, user.id)) !== known) throw wrongCredentials();
    return startSession(tx, user.id, ctx.client);
  });
  if (input.as === "token") return { userId: user.id, token };
  ctx.setCookie(SESSION_COOKIE, token, expiresAt);
  return { userId: user.id, token: null };
}

/** One event whoever it was, so that how long it takes tells nothing. */
function recordRefused(ctx: ActionContext<Actor>, { userId, email, reason }: Refused): Promise<void> {
  return ctx.write((tx) => record(tx, "session.refused", { id: userId }, { email, reason }));
}

interface Refused {
  userId: string;
  email: string;
  reason: "credentials" | "suspended";
}

const wrongCredentials = () => new Failure("UNAUTHORIZED", "E-mail or password is not right.");

async function findHash(ctx: QueryContext<Actor>, userId: string): Promise<string | undefined> {
  const found = await first(
    ctx.db.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, userId)),
  );
  return found?.hash;
}

/** Inserts a session and returns the only copy of its token. */
export async function startSession(
  ctx: MutationContext<Actor>,
  userId: string,
  client: ActionContext["client"],
): Promise<{ token: string; expiresAt: Date }> {
  const token = generateIdFromEntropySize(25);
  const db = unruled(ctx, "the password is the right to a session");
  const lucia = luciaOver({ read: db, write: (work) => work(db) });
  const attributes = { createdAt: ctx.now, lastSeenAt: ctx.now, ...client };
  const { expiresAt } = await lucia.createSession(userId, attributes, { sessionId: token });
  const actor = { kind: "user", userId, sessionId: "", operator: false } as const;
  await record({ ...ctx, actor }, "session.started", { id: userId });
  return { token, expiresAt };
}
