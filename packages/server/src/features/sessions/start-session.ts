import { type ActionContext, type Actor, type MutationContext, unruled } from "@plinth/kernel";
import { generateIdFromEntropySize } from "lucia";
import { record } from "../../record.ts";
import { luciaOver } from "./lucia.ts";

/** A session that has begun, with the only copy of its token. */
export interface StartedSession {
  token: string;
  expiresAt: Date;
}

/** Inserts a session of somebody who has just proved that it is them. */
export async function startSession(
  ctx: MutationContext<Actor>,
  userId: string,
  client: ActionContext["client"],
  provenAt: Date | null = ctx.now,
): Promise<StartedSession> {
  const started = await insertSession(ctx, userId, { createdAt: ctx.now, provenAt, ...client });
  const actor = { kind: "user", userId, sessionId: "", operator: false } as const;
  await record({ ...ctx, actor }, "session.started", { id: userId });
  return started;
}

/** Inserts the row of a session that is seen now for the first time. */
export async function insertSession(
  ctx: MutationContext<Actor>,
  userId: string,
  attributes: { createdAt: Date; provenAt: Date | null; impersonatorId?: string } & ActionContext["client"],
): Promise<StartedSession> {
  const token = generateIdFromEntropySize(25);
  const db = unruled(ctx, "whoever proved who they are has the right to a session");
  const lucia = luciaOver({ read: db, write: (work) => work(db) });
  const { expiresAt } = await lucia.createSession(
    userId,
    { impersonatorId: null, lastSeenAt: ctx.now, ...attributes },
    { sessionId: token },
  );
  return { token, expiresAt };
}
