import type { Write } from "@plinth/database";
import type { MutationContext, QueryContext, Seen } from "@plinth/kernel";
import { eq, getTableColumns } from "drizzle-orm";
import { type User, users } from "../accounts/table.ts";
import { inboxRules } from "./rules.ts";

const inboxOf = inboxRules.finder("inboxOf", { id: users.id }, (db, $) =>
  db
    .select({ ...getTableColumns(users), role: $.role })
    .from(users)
    .where(eq(users.id, $.id)),
);

/** The transaction to write into the caller's own inbox with. */
export async function ownInbox(ctx: MutationContext): Promise<Write> {
  return inboxRules.allow(ctx, await findInbox(ctx), "keep");
}

/** The caller's own inbox, as a whole. A key that is limited to one workspace has none. @throws Failure NOT_FOUND */
export function findInbox(ctx: QueryContext): Promise<Seen<User, "self">> {
  return inboxOf(ctx, { id: ctx.actor.userId });
}
