import { purgeEndedJobs, schedule } from "@plinth/kernel";
import { notifyOfEvent, purgeNotifications, tellDueSoon } from "./features/notifications/jobs.ts";
import { purgeSessions } from "./features/sessions/jobs.ts";
import { purgeTrash } from "./features/tasks/jobs.ts";

// The map of what happens later. A job that is not listed here is parked.
export const appJobs = [purgeEndedJobs, purgeSessions, purgeTrash, notifyOfEvent, tellDueSoon, purgeNotifications];

const nothing = { payload: () => ({}) };

/** When what is enqueued by nobody is to happen, in UTC. */
export const appSchedules = [
  schedule("purgeEndedJobs", "7 * * * *", purgeEndedJobs, nothing),
  schedule("purgeSessions", "17 * * * *", purgeSessions, nothing),
  schedule("purgeTrash", "27 * * * *", purgeTrash, nothing),
  schedule("purgeNotifications", "37 * * * *", purgeNotifications, nothing),
  schedule("tellDueSoon", "3,18,33,48 * * * *", tellDueSoon, nothing),
];
