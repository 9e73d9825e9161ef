import { prepared } from "@plinth/database";
import type { Actor, MutationContext, RecordedEvent } from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { wants } from "./event-names.ts";
import { webhooks } from "./table.ts";

const wantedIn = prepared("webhooksWanting", { workspaceId: webhooks.workspaceId }, (db, $) =>
  db
    .select({ events: webhooks.events })
    .from(webhooks)
    .where(and(eq(webhooks.workspaceId, $.workspaceId), isNull(webhooks.disabledAt))),
);

/** Whether any endpoint is to be told of an event. Asked in the transaction of every change, so it reads one index entry where there is none. */
export async function isWanted({ db }: MutationContext<Actor>, { name, tenantId }: RecordedEvent): Promise<boolean> {
  if (!tenantId) return false;
  return (await wantedIn.all(db, { workspaceId: tenantId })).some(({ events }) => wants(events, name));
}
