import { first } from "@plinth/database";
import type { QueryContext, UserActor } from "@plinth/kernel";
import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { z } from "zod";
import { members } from "../members/table.ts";
import { sessions } from "../sessions/table.ts";
import { findPerson } from "./find-person.ts";
import type { PersonDetails } from "./outputs.ts";

/** What an operator is told of one person: never what they do in their workspaces. @throws Failure NOT_FOUND */
export async function seePerson(ctx: QueryContext<UserActor>, id: string): Promise<z.input<typeof PersonDetails>> {
  const person = await findPerson(ctx, id);
  const own = and(eq(sessions.userId, id), isNull(sessions.impersonatorId));
  const last = await first(
    ctx.db.select({ at: sessions.lastSeenAt }).from(sessions).where(own).orderBy(desc(sessions.lastSeenAt)).limit(1),
  );
  return {
    ...person,
    lastSeenAt: last?.at ?? null,
    sessions: await ctx.db.$count(sessions, and(own, gt(sessions.expiresAt, ctx.now))),
    workspaces: await ctx.db.$count(members, eq(members.userId, id)),
  };
}
