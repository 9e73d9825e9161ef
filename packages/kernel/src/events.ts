import { column, insertOne, newId } from "@plinth/database";
import type { Actor } from "./actor.ts";
import { type MutationContext, transactionOf } from "./context.ts";

const { table, id, text, moment, json, oneOf, index } = column;

/** What happened, in order. Written by `record` alone, in the transaction of the change itself, and never changed. */
export const events = table(
  "events",
  {
    id: id(),
    /** `project.archived` */
    name: text().notNull(),
    at: moment().notNull(),
    actorKind: oneOf(["anonymous", "user", "key", "system"]).notNull(),
    /** The person, also when a key acted for them. No reference: events outlive accounts. */
    actorId: text(),
    /** The operator who was signed in as that person. */
    impersonatorId: text(),
    requestId: text().notNull(),
    /** The network address that asked for it; nobody's for what happened by itself. */
    address: text(),
    /** The row it happened to. */
    subjectId: text().notNull(),
    /** Up to three things it is also shown under, from narrow to wide: a conversation, its container, the tenant. */
    threadId: text(),
    containerId: text(),
    tenantId: text(),
    data: json<EventData>().notNull(),
  },
  (event) => [
    index("events_thread").on(event.threadId, event.id),
    index("events_container").on(event.containerId, event.id),
    index("events_tenant").on(event.tenantId, event.id),
  ],
);

/** Facts worth keeping about an event. Never secrets: whoever sees the subject sees them. */
export type EventData = Record<string, string | number | boolean | null | string[]>;

export type EventRow = typeof events.$inferSelect;

/** Where an event belongs. */
export interface EventPlace {
  subjectId: string;
  threadId?: string | null;
  containerId?: string | null;
  tenantId?: string | null;
}

/** An event that was just written. */
export interface RecordedEvent extends EventPlace {
  id: string;
  name: string;
  /** The person whose doing it was; nobody's when it was the system's. */
  actorId: string | null;
  data: EventData;
}

/** Writes one event in the transaction of the change it tells of. @returns the event */
export async function recordEvent(
  ctx: MutationContext<Actor>,
  name: string,
  place: EventPlace,
  data: EventData = {},
): Promise<RecordedEvent> {
  const row = eventRow(ctx, name, place, data);
  await insertOne(transactionOf(ctx), events, row);
  return row;
}

/** The same for every place that one change touched. @returns the events, in order */
export async function recordEvents(
  ctx: MutationContext<Actor>,
  name: string,
  places: readonly EventPlace[],
  data: EventData = {},
): Promise<RecordedEvent[]> {
  const rows = places.map((place) => eventRow(ctx, name, place, data));
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    await transactionOf(ctx)
      .insert(events)
      .values(rows.slice(from, from + ROWS_PER_STATEMENT));
  }
  return rows;
}

function eventRow(
  { actor, now, requestId, client }: MutationContext<Actor>,
  name: string,
  place: EventPlace,
  data: EventData,
): RecordedEvent & typeof events.$inferInsert {
  const actorId = "userId" in actor ? actor.userId : null;
  const impersonatorId = (actor.kind === "user" && actor.impersonatorId) || null;
  const address = client?.address ?? null;
  const by = { actorKind: actor.kind, actorId, impersonatorId, requestId, address };
  return { id: newId(), name, at: now, ...by, ...place, data };
}

// Thirteen parameters a row; the engines allow some 32,000 in one statement.
const ROWS_PER_STATEMENT = 1_000;
