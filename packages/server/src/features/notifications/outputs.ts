import { z } from "zod";
import { kind, mailTime } from "./kinds.ts";

/** A line of the inbox. Everything in it is as it is now, and as its reader may see it. */
export const NotificationView = z.object({
  id: z.string(),
  kind,
  /** How much happened: comments, mentions, tasks. */
  count: z.number(),
  /** Whose doing it was, the latest first, at most three; those whose accounts are gone are left out. */
  actors: z.array(z.object({ userId: z.string(), name: z.string() })),
  /** How many people's doing it was. */
  actorCount: z.number(),
  lastAt: z.date(),
  readAt: z.date().nullable(),
  workspace: z.object({ slug: z.string(), name: z.string() }),
  project: z.object({ key: z.string(), name: z.string() }).nullable(),
  /** None where it is about several. */
  task: z.object({ id: z.string(), number: z.number(), title: z.string(), dueOn: z.string().nullable() }).nullable(),
  /** The beginning of the latest comment. */
  excerpt: z.string().nullable(),
});

export const Inbox = z.object({ notifications: z.array(NotificationView), nextCursor: z.string().nullable() });

/** At most 100, which stands for as many or more. */
export const UnreadCount = z.object({ count: z.number() });

export const Preferences = z.object({
  kinds: z.array(z.object({ kind, inApp: z.boolean(), mail: mailTime })),
  /** When the daily mail comes; no time zone: nobody has said yet, and UTC counts. */
  digest: z.object({ timeZone: z.string().nullable(), hour: z.number() }),
});
