import { type Actor, enqueue, type JobKind, type MutationContext, type RecordedEvent } from "@plinth/kernel";
import { z } from "zod";
import type { EventName } from "./event-names.ts";
import { concernsSomebody, isToldOf } from "./features/notifications/concerns.ts";
import { isWebhookEvent } from "./features/webhooks/event-names.ts";
import { isWanted } from "./features/webhooks/wanted.ts";
import { rowId } from "./fields.ts";

/** The payload of every job that follows an event. */
export const OfEvent = z.strictObject({ eventId: rowId });

/** A job that is enqueued in the transaction of the event that it follows. What records need not know who follows. */
interface FollowUp {
  job: JobKind<typeof OfEvent>;
  follows(name: EventName): boolean;
  /** Whether anybody wants it, where that can be told without much work. Default: always. */
  isWanted?(ctx: MutationContext<Actor>, event: RecordedEvent): Promise<boolean>;
}

/** Tells people of what concerns them; see `features/notifications`. */
export const notifyOfEvent: JobKind<typeof OfEvent> = {
  name: "notifyOfEvent",
  schema: OfEvent,
  queue: "notifications",
};

/** Sends what happens to the endpoints that want it; see `features/webhooks`. */
export const fanOutEvent: JobKind<typeof OfEvent> = { name: "fanOutEvent", schema: OfEvent, queue: "default" };

const followUps: FollowUp[] = [
  { job: notifyOfEvent, follows: isToldOf, isWanted: concernsSomebody },
  { job: fanOutEvent, follows: isWebhookEvent, isWanted },
];

/** Enqueues what follows events of one name. */
export async function enqueueFollowUps(
  ctx: MutationContext<Actor>,
  name: EventName,
  recorded: readonly RecordedEvent[],
): Promise<void> {
  for (const { job, follows, isWanted } of followUps) {
    if (!follows(name)) continue;
    for (const event of recorded) {
      if (!isWanted || (await isWanted(ctx, event))) await enqueue(ctx, job, { eventId: event.id });
    }
  }
}
