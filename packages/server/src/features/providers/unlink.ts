import { one } from "@plinth/database";
import { conflict, type MutationContext, type UserActor } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import { record } from "../../record.ts";
import { tellOfChange } from "../accounts/security-mail.ts";
import { waysToSignIn } from "../sessions/ways-to-sign-in.ts";
import { labelOf } from "./provider.ts";
import { connectionRules } from "./rules.ts";
import { connections } from "./table.ts";

const connectionById = connectionRules.finder("connectionById", { id: connections.id }, (db, $) =>
  db
    .select({ ...getTableColumns(connections), role: $.role })
    .from(connections)
    .where(eq(connections.id, $.id)),
);

/** Takes back that an account elsewhere signs in to the caller's, unless nothing else does. @throws Failure NOT_FOUND, CONFLICT */
export async function unlink(ctx: MutationContext<UserActor>, id: string): Promise<void> {
  const connection = await connectionById(ctx, { id });
  const db = connectionRules.allow(ctx, connection, "unlink");
  if ((await waysToSignIn(ctx.db, ctx.actor.userId)).length <= 1) {
    throw conflict("You could not sign in any more. Set a password or link another account first.");
  }
  await one(db.delete(connections).where(eq(connections.id, connection.id)).returning({ id: connections.id }));
  await record(ctx, "account.unlinked", { id: ctx.actor.userId }, { provider: connection.provider });
  await tellOfChange(ctx, ctx.actor.userId, `An account at ${labelOf(connection.provider)} was unlinked from yours`);
}
