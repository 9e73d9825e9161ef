import { purging } from "@plinth/kernel";
import { purgeExpiredSessions } from "./purge-sessions.ts";

/** Removes sessions that nobody can use any more. */
export const purgeSessions = purging("purgeSessions", purgeExpiredSessions);
