import { job, purging } from "@plinth/kernel";
import { z } from "zod";
import { notifyOfEvent as kind } from "../../follow-ups.ts";
import { notifyOfEvent as notify } from "./notify-of-event.ts";
import { purgeReadNotifications } from "./purge-notifications.ts";
import { tellDueSoon as tellOfDue } from "./tell-due-soon.ts";

/** Tells those whom an event concerns. One at a time: two that told the same people at once would only wait for each other. */
export const notifyOfEvent = job(
  kind.name,
  kind.schema,
  (ctx, { eventId }) => ctx.finish((tx) => notify(tx, eventId)),
  { queue: kind.queue, concurrency: 1 },
);

/** Tells of tasks that are due soon. */
export const tellDueSoon = job("tellDueSoon", z.strictObject({}), tellOfDue);

/** Removes what was read long ago. */
export const purgeNotifications = purging("purgeNotifications", purgeReadNotifications);
