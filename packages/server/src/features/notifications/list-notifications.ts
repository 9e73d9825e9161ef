import { cursorOf, positionAt, type QueryContext } from "@plinth/kernel";
import { z } from "zod";
import type { InboxFilter } from "./inputs.ts";
import type { Inbox, UnreadCount } from "./outputs.ts";
import { viewNotifications } from "./view-notifications.ts";
import { END_OF_TIME, visibleNotifications } from "./visible-notifications.ts";

const Place = z.tuple([z.int()]);

const MOST_COUNTED = 100;

/** A page of the caller's inbox, what happened last at the head. */
export async function listNotifications(
  ctx: QueryContext,
  { unread, cursor, limit }: z.output<typeof InboxFilter>,
): Promise<z.input<typeof Inbox>> {
  const list = `${unread ? "unread" : "all"} notifications of ${ctx.actor.userId}`;
  const before = cursor === undefined ? END_OF_TIME : momentAt(list, cursor);
  // One row more than asked for tells whether there is a next page.
  const rows = await visibleNotifications(ctx, { unread, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    notifications: await viewNotifications(ctx.db, page),
    nextCursor: rows.length > limit && last ? cursorOf(list, [last.lastAt.getTime()]) : null,
  };
}

function momentAt(list: string, cursor: string): Date {
  const [moment] = positionAt(list, cursor, (position) => Place.safeParse(position).data);
  return new Date(moment);
}

/** How many of the caller's notifications were not read yet; 100 stands for as many or more. */
export async function countUnread(ctx: QueryContext): Promise<z.input<typeof UnreadCount>> {
  const rows = await visibleNotifications(ctx, { unread: true, before: END_OF_TIME, limit: MOST_COUNTED });
  return { count: rows.length };
}
