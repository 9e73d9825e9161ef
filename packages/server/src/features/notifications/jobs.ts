import { job, purging } from "@plinth/kernel";
import { z } from "zod";
import { notifyOfEvent as notifyKind } from "../../follow-ups.ts";
import { mailNotification as mail, mailNotificationKind as mailKind } from "./mail-notification.ts";
import { notifyOfEvent as notify } from "./notify-of-event.ts";
import { purgeReadNotifications } from "./purge-notifications.ts";
import { sendDigest as send } from "./send-digest.ts";
import { sendDigestKind as digestKind, sendDigests as sendAll } from "./send-digests.ts";
import { tellDueSoon as tellOfDue } from "./tell-due-soon.ts";

// One at a time: two that told the same people at once would only wait for each other.
const inTurn = { queue: notifyKind.queue, concurrency: 1 };

/** Tells those whom an event concerns. */
export const notifyOfEvent = job(
  notifyKind.name,
  notifyKind.schema,
  (ctx, { eventId }) => ctx.finish((tx) => notify(tx, eventId)),
  inTurn,
);

/** Mails what is to be mailed at once. */
export const mailNotification = job(
  mailKind.name,
  mailKind.schema,
  (ctx, payload) => ctx.finish((tx) => mail(tx, payload)),
  inTurn,
);

/** Mails what a day brought. */
export const sendDigest = job(
  digestKind.name,
  digestKind.schema,
  (ctx, { userId }) => ctx.finish((tx) => send(tx, userId)),
  inTurn,
);

/** Finds out whose day it is to be told of. */
export const sendDigests = job("sendDigests", z.strictObject({}), sendAll);

/** Tells of tasks that are due soon. In a queue of others, so that nobody's mention waits for it. */
export const tellDueSoon = job("tellDueSoon", z.strictObject({}), tellOfDue, { timeoutMs: 600_000 });

/** Removes what was read long ago. */
export const purgeNotifications = purging("purgeNotifications", purgeReadNotifications);
