import type { Write } from "@plinth/database";
import type { MutationContext } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import { users } from "../accounts/table.ts";
import { inboxRules } from "./rules.ts";

const inboxOf = inboxRules.finder("inboxOf", { id: users.id }, (db, $) =>
  db
    .select({ ...getTableColumns(users), role: $.role })
    .from(users)
    .where(eq(users.id, $.id)),
);

/** The transaction to write into the caller's own inbox with. */
export async function ownInbox(ctx: MutationContext): Promise<Write> {
  return inboxRules.allow(ctx, await inboxOf(ctx, { id: ctx.actor.userId }), "keep");
}
