import { type Job, purgeEndedJobs, schedule } from "@plinth/kernel";
import { purgeAttempts } from "./attempts/jobs.ts";
import { eraseAccounts, makeExport, purgeExports } from "./features/my-data/jobs.ts";
import {
  mailNotification,
  notifyOfEvent,
  purgeNotifications,
  sendDigest,
  sendDigests,
  tellDueSoon,
} from "./features/notifications/jobs.ts";
import { purgeSessions } from "./features/sessions/jobs.ts";
import { purgeTrash } from "./features/tasks/jobs.ts";
import { deliverWebhook, fanOutEvent, purgeDeliveries, resumeDeliveries } from "./features/webhooks/jobs.ts";
import { deliverMail, type MailServices } from "./mail/deliver-mail.ts";
import { purgeTokens } from "./one-time-tokens/jobs.ts";
import { resealSecrets } from "./secrets/jobs.ts";

/** What jobs need besides the database. */
export type JobServices = MailServices;

/** The map of what happens later. A job that is not listed here is parked. */
export const appJobs = (services: JobServices): readonly Job[] => [
  purgeEndedJobs,
  purgeSessions,
  purgeTokens,
  purgeAttempts,
  purgeTrash,
  deliverMail(services),
  fanOutEvent,
  deliverWebhook,
  resumeDeliveries,
  purgeDeliveries,
  notifyOfEvent,
  tellDueSoon,
  mailNotification,
  sendDigests,
  sendDigest,
  purgeNotifications,
  makeExport,
  purgeExports,
  eraseAccounts,
  resealSecrets,
];

const nothing = { payload: () => ({}) };

/** When what is enqueued by nobody is to happen, in UTC. */
export const appSchedules = [
  schedule("purgeEndedJobs", "7 * * * *", purgeEndedJobs, nothing),
  schedule("purgeSessions", "17 * * * *", purgeSessions, nothing),
  schedule("purgeOneTimeTokens", "22 * * * *", purgeTokens, nothing),
  schedule("purgeAttempts", "42 * * * *", purgeAttempts, nothing),
  schedule("purgeTrash", "27 * * * *", purgeTrash, nothing),
  schedule("purgeDeliveries", "37 * * * *", purgeDeliveries, nothing),
  schedule("resumeDeliveries", "*/10 * * * *", resumeDeliveries, nothing),
  schedule("purgeNotifications", "47 * * * *", purgeNotifications, nothing),
  schedule("sendDigests", "0,15,30,45 * * * *", sendDigests, nothing),
  schedule("purgeExports", "52 * * * *", purgeExports, nothing),
  schedule("resealSecrets", "12 * * * *", resealSecrets, nothing),
  schedule("eraseAccounts", "57 * * * *", eraseAccounts, nothing),
  schedule("tellDueSoon", "3,18,33,48 * * * *", tellDueSoon, nothing),
];
