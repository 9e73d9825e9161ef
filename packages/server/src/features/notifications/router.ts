import { mutation, nothing, query, t } from "@plinth/kernel";
import { Digest, InboxFilter, NotificationsOf, Preference, ReadUntil, SomeNotifications } from "./inputs.ts";
import { countUnread, listNotifications } from "./list-notifications.ts";
import { markAllRead, markRead, markTaskRead, markUnread } from "./mark-notifications.ts";
import { Inbox, Preferences, UnreadCount } from "./outputs.ts";
import { findPreferences, setDigest, setPreference } from "./preferences.ts";

export const notificationsRouter = t.router({
  list: query
    .input(InboxFilter)
    .output(Inbox)
    .query(({ ctx, input }) => listNotifications(ctx, input)),
  unreadCount: query
    .input(nothing)
    .output(UnreadCount)
    .query(({ ctx }) => countUnread(ctx)),
  markRead: mutation
    .input(SomeNotifications)
    .output(nothing)
    .mutation(({ ctx, input }) => markRead(ctx, input)),
  markTaskRead: mutation
    .input(NotificationsOf)
    .output(nothing)
    .mutation(({ ctx, input }) => markTaskRead(ctx, input)),
  markAllRead: mutation
    .input(ReadUntil)
    .output(nothing)
    .mutation(({ ctx, input }) => markAllRead(ctx, input)),
  markUnread: mutation
    .input(SomeNotifications)
    .output(nothing)
    .mutation(({ ctx, input }) => markUnread(ctx, input)),
  preferences: query
    .input(nothing)
    .output(Preferences)
    .query(({ ctx }) => findPreferences(ctx)),
  setPreference: mutation
    .input(Preference)
    .output(nothing)
    .mutation(({ ctx, input }) => setPreference(ctx, input)),
  setDigest: mutation
    .input(Digest)
    .output(nothing)
    .mutation(({ ctx, input }) => setDigest(ctx, input)),
});
