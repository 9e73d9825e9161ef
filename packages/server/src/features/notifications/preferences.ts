import { prepared, type Read } from "@plinth/database";
import type { MutationContext, QueryContext } from "@plinth/kernel";
import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { findInbox, ownInbox } from "./find-inbox.ts";
import type { Digest, Preference } from "./inputs.ts";
import { type Channels, type Kind, kinds, usualChannels } from "./kinds.ts";
import type { Preferences } from "./outputs.ts";
import { digests, notificationPreferences } from "./table.ts";

/** At which hour of their day the digest of those comes who have not said. */
export const USUAL_HOUR = 8;

/** Where those live who have not said. */
export const USUAL_TIME_ZONE = "UTC";

const preferencesOf = prepared("preferencesOf", { userId: notificationPreferences.userId }, (db, $) =>
  db.select().from(notificationPreferences).where(eq(notificationPreferences.userId, $.userId)),
);

const digestOf = prepared("digestOf", { userId: digests.userId }, (db, $) =>
  db.select().from(digests).where(eq(digests.userId, $.userId)),
);

/** What the caller hears of, and how. */
export async function findPreferences(ctx: QueryContext): Promise<z.input<typeof Preferences>> {
  const { db } = ctx;
  const { id: userId } = await findInbox(ctx);
  const chosen = new Map((await preferencesOf.all(db, { userId })).map((row) => [row.kind, row]));
  const digest = await digestOf.first(db, { userId });
  return {
    kinds: kinds.map((kind) => ({ ...usualChannels[kind], ...chosen.get(kind), kind })),
    digest: { timeZone: digest?.timeZone ?? null, hour: digest?.hour ?? USUAL_HOUR },
  };
}

/** Says how the caller hears of one kind, from now on. */
export async function setPreference(
  ctx: MutationContext,
  { kind, ...channels }: z.output<typeof Preference>,
): Promise<void> {
  const db = await ownInbox(ctx);
  const { userId, kind: ofKind } = notificationPreferences;
  await db
    .insert(notificationPreferences)
    .values({ userId: ctx.actor.userId, kind, ...channels })
    .onConflictDoUpdate({ target: [userId, ofKind], set: channels });
}

/** Says where the caller lives, and at which hour of their day the digest comes. */
export async function setDigest(ctx: MutationContext, digest: z.output<typeof Digest>): Promise<void> {
  const db = await ownInbox(ctx);
  await db
    .insert(digests)
    .values({ userId: ctx.actor.userId, ...digest })
    .onConflictDoUpdate({ target: digests.userId, set: digest });
}

/** Where somebody lives. */
export async function timeZoneOf(db: Read, userId: string): Promise<string> {
  return (await digestOf.first(db, { userId }))?.timeZone ?? USUAL_TIME_ZONE;
}

/** How each of these people hears of a kind. */
export async function channelsOf(db: Read, kind: Kind, userIds: string[]): Promise<Map<string, Channels>> {
  const theirs = and(eq(notificationPreferences.kind, kind), inArray(notificationPreferences.userId, userIds));
  const chosen = await db.select().from(notificationPreferences).where(theirs);
  const channels = new Map<string, Channels>(userIds.map((userId) => [userId, usualChannels[kind]]));
  for (const { userId, inApp, mail } of chosen) channels.set(userId, { inApp, mail });
  return channels;
}
