import { type ActionContext, type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { generateIdFromEntropySize } from "lucia";
import { record } from "../../record.ts";
import { luciaOver, type SessionAttributes } from "./lucia.ts";
import { notBeyondCap } from "./lucia-adapter.ts";
import type { Means } from "./means.ts";

/** A session that has begun, with the only copy of its token. */
export interface StartedSession {
  token: string;
  expiresAt: Date;
}

/** Whose session begins, by what and where; `provenAt` is when they showed it, or `null` where they did so elsewhere. */
export interface NewSession {
  userId: string;
  means: Means;
  client: ActionContext["client"];
  provenAt?: Date | null;
}

/** Inserts a session of somebody who has just proved that it is them. */
export async function startSession(
  ctx: MutationContext<Actor>,
  { userId, means, client, provenAt = ctx.now }: NewSession,
): Promise<StartedSession> {
  const started = await insertSession(ctx, userId, { createdAt: ctx.now, provenAt, ...client });
  const actor = { kind: "user", userId, sessionId: "", operator: false } as const;
  await record({ ...ctx, actor }, "session.started", { id: userId }, { ...means });
  return started;
}

/** Inserts the row of a session that is seen now for the first time. */
export async function insertSession(
  ctx: MutationContext<Actor>,
  userId: string,
  attributes: Pick<SessionAttributes, "createdAt" | "provenAt"> & Partial<SessionAttributes> & ActionContext["client"],
): Promise<StartedSession> {
  const token = generateIdFromEntropySize(25);
  const db = unruled(ctx, "whoever proved who they are has the right to a session");
  const lucia = luciaOver({ read: db, write: (work) => work(db) });
  const { expiresAt } = await lucia.createSession(
    userId,
    { impersonatorId: null, operatorSessionId: null, lastSeenAt: ctx.now, ...attributes },
    { sessionId: token },
  );
  return { token, expiresAt: notBeyondCap({ impersonatorId: null, ...attributes }, expiresAt) };
}
